/** The arguments after the name of a command. */
export interface CommandWords {
  /** The arguments before `--`, as they were typed. */
  readonly before: readonly string[];
  /** The arguments after `--`. */
  readonly after: readonly string[];
  /** The values of each option as texts; `true` or `false` for a flag. */
  readonly options: Readonly<Record<string, readonly string[]>>;
  /** Arguments that belong to no option. */
  readonly positionals: readonly string[];
}

/** The arguments that yargs passes to a handler. */
export interface YargsArguments {
  readonly _: readonly (string | number)[];
  readonly [name: string]: unknown;
}

const NOT_OPTIONS = new Set(['_', '$0', '--', 'help', 'h', 'version', 'V']);

/** Words before and after the first `--`. */
export function splitAtDashes(argv: readonly string[]): {
  before: readonly string[];
  after: readonly string[];
} {
  const end = argv.indexOf('--');
  return end === -1
    ? { before: argv, after: [] }
    : { before: argv.slice(0, end), after: argv.slice(end + 1) };
}

/** @param path the names that lead to the command, for example `aml`, `check` */
export function toWords(
  path: readonly string[],
  argv: readonly string[],
  parsed: YargsArguments,
): CommandWords {
  const { before, after } = splitAtDashes(argv);
  const start = path.reduce((index, name) => before.indexOf(name, index) + 1, 0);
  return {
    before: before.slice(start),
    after,
    options: optionsOf(parsed),
    positionals: parsed._.slice(path.length).map(String),
  };
}

export function optionsOf(parsed: YargsArguments): CommandWords['options'] {
  const given = Object.entries(parsed).filter(
    ([name, value]) => !NOT_OPTIONS.has(name) && value !== undefined,
  );
  return Object.fromEntries(given.map(([name, value]) => [name, [value].flat().map(String)]));
}
