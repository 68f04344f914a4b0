import yargs from 'yargs';

export interface Tokens<Name extends string> {
  /** The last value given for each name; an empty string where the value is missing. */
  readonly values: Partial<Record<Name, string>>;
  /** Names of flags that are not ours, without their values. */
  readonly unknown: readonly string[];
}

/**
 * Extracts our flags from the argv that AML's driver passes on: no abbreviations, the last value wins, `--a_b` and
 * `--a-b` are the same, unknown flags are ignored. The driver may leave quotes around a value.
 */
export function tokenize<Name extends string>(argv: readonly string[], names: readonly Name[]): Tokens<Name> {
  const parsed = yargs()
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'duplicate-arguments-array': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'short-option-groups': false,
      'unknown-options-as-args': true,
    })
    .help(false)
    .version(false)
    .exitProcess(false)
    .options(Object.fromEntries(names.map((name) => [name, { type: 'string', alias: dashed(name) }])))
    .parseSync([...argv]);

  const values: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = parsed[name];
    if (typeof value === 'string') values[name] = unquote(value);
  }
  return { values, unknown: parsed._.map(String).filter(isFlag).map(flagName) };
}

function dashed(name: string): string {
  return name.replaceAll('_', '-');
}

function unquote(value: string): string {
  return /^(["']).*\1$/s.test(value) && value.length > 1 ? value.slice(1, -1) : value;
}

function isFlag(argument: string): boolean {
  return /^--?[A-Za-z]/.test(argument);
}

function flagName(flag: string): string {
  return flag.split('=', 1)[0] ?? flag;
}
