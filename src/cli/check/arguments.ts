/** What `check` was asked for. */
export interface CheckArguments {
  readonly help: boolean;
  readonly json: boolean;
  /** Everything else, as the entry script would get it. */
  readonly entryArguments: readonly string[];
}

/** The entry script's arguments may follow `--` or stand by themselves; a flag of our own never follows it. */
export function parseCheckArguments(argv: readonly string[]): CheckArguments {
  const end = argv.indexOf('--');
  const before = end === -1 ? argv : argv.slice(0, end);
  const after = end === -1 ? [] : argv.slice(end + 1);
  return {
    help: before.includes('--help'),
    json: before.includes('--json'),
    entryArguments: [...before.filter((argument) => !OWN.has(argument)), ...after],
  };
}

const OWN = new Set(['--help', '--json']);
