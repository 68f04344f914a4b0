import { splitAtDashes } from '../command/command-words.ts';

/** How much is printed on standard error. */
export type Verbosity = 'quiet' | 'usual' | 'verbose';

/** Shown in every help; taken out of the command line before it is parsed. */
export const VERBOSITY_OPTIONS = {
  quiet: { alias: 'q', describe: 'Print nothing but warnings and errors on standard error' },
  verbose: { alias: 'v', describe: 'Print more: what runs, how long it took, the causes of errors' },
} as const;

type Name = keyof typeof VERBOSITY_OPTIONS;

export interface TakenVerbosity {
  /** The command line without these options. */
  readonly argv: readonly string[];
  readonly verbosity: Verbosity;
  /** A sentence; null when they do not contradict each other. */
  readonly problem: string | null;
}

/** Takes `-q`, `--quiet`, `-v` and `--verbose` out of the words before `--`. */
export function takeVerbosity(given: readonly string[]): TakenVerbosity {
  const { before } = splitAtDashes(given);
  const asked = new Set(before.flatMap((word) => nameOf(word) ?? []));
  const argv = [...before.filter((word) => nameOf(word) === null), ...given.slice(before.length)];
  if (asked.size > 1) {
    const problem = '--quiet and --verbose exclude each other: give one of them.';
    return { argv, verbosity: 'usual', problem };
  }
  const [verbosity = 'usual'] = asked;
  return { argv, verbosity, problem: null };
}

function nameOf(word: string): Name | null {
  const names = Object.keys(VERBOSITY_OPTIONS) as Name[];
  return names.find((name) => [`--${name}`, `-${VERBOSITY_OPTIONS[name].alias}`].includes(word)) ?? null;
}
