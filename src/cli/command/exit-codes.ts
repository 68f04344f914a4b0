/** Exit codes mean the same for all commands. The README's table is generated from here. */
export const EXIT = {
  ok: 0,
  error: 1,
  usage: 2,
  failed: 3,
  jobFailed: 42,
  interrupted: 130,
} as const;

export type ExitCodeName = keyof typeof EXIT;

export const EXIT_MEANINGS: Readonly<Record<ExitCodeName, string>> = {
  ok: 'success',
  error: 'error: a file of rows that holds none, or a defect in this program, whose stack is printed',
  usage:
    'the command cannot start: wrong usage (an option, an argument, an input, the output folder), or a limit of this machine',
  failed:
    'failure: a check failed, no image was read, rows are not complete, Azure rejected a request, or a limit of this machine, such as a full disk, stopped the command',
  jobFailed: 'the job failed, or AML would fail it',
  interrupted: 'interrupted',
};

/** In ascending order; every command can end with the first three. */
export function exitCodeRows(
  names: readonly ExitCodeName[],
): readonly (readonly [code: number, meaning: string])[] {
  const all = new Set<ExitCodeName>(['ok', 'error', 'usage', ...names]);
  return [...all]
    .map((name) => [EXIT[name], EXIT_MEANINGS[name]] as const)
    .toSorted(([one], [other]) => one - other);
}

/** The README's table, in Markdown. */
export function exitCodeTable(): string {
  const rows = exitCodeRows(Object.keys(EXIT) as ExitCodeName[]);
  const lines = rows.map(([code, meaning]) => `| ${code} | ${meaning} |`);
  return ['| Exit code | Meaning |', '| --- | --- |', ...lines].join('\n');
}
