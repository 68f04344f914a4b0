import yargs, { type Argv } from 'yargs';
import type { Option } from '../../config/option.ts';

/** The options of a command. */
export interface OptionTable {
  /** Take a value; the last one wins. */
  readonly values: Readonly<Record<string, Option>>;
  /** Take a value and may be repeated. */
  readonly lists?: Readonly<Record<string, Option>>;
  readonly flags?: Readonly<Record<string, string>>;
  /** What may stand alone, for example `JOB`; nothing without it. */
  readonly positional?: string;
  /** Whether more than one of them may. */
  readonly many?: boolean;
  /** Added to what is said of an unknown option. */
  readonly hint?: string;
}

/** The command line as texts, each of which its option accepts. */
export interface ParsedOptions {
  readonly values: Readonly<Record<string, string | undefined>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly flags: Readonly<Record<string, boolean>>;
  readonly alone: readonly string[];
}

export interface RefusedOptions {
  readonly problems: readonly string[];
  readonly alone: readonly string[];
}

/** Reads a command line; `--a_b` and `--a-b` are the same, abbreviations are not accepted. */
export function parseOptions(argv: readonly string[], table: OptionTable): ParsedOptions | RefusedOptions {
  const parsed: Readonly<Record<string, unknown>> = optionParser(table).parseSync(argv.map(underscored));
  const texts = (name: string): readonly string[] =>
    [parsed[name] ?? []].flat().filter((value) => typeof value === 'string');
  const alone = [parsed['_'] ?? []].flat().map(String);
  const options = { ...table.values, ...table.lists };
  const problems = [
    ...findStrangers(parsed, table, alone),
    ...Object.entries(options).flatMap(([name, option]) =>
      texts(name).flatMap((value) => findProblem(name, option, value)),
    ),
  ];
  if (problems.length > 0) return { problems, alone };
  return {
    values: Object.fromEntries(Object.keys(table.values).map((name) => [name, texts(name).at(-1)])),
    lists: Object.fromEntries(Object.keys(table.lists ?? {}).map((name) => [name, texts(name)])),
    flags: Object.fromEntries(
      Object.keys(table.flags ?? {}).map((name) => [name, [parsed[name]].flat().at(-1) === true]),
    ),
    alone,
  };
}

/** Also the source of the help. */
export function optionParser({ values, lists = {}, flags = {} }: OptionTable): Argv {
  const options = Object.entries({ ...values, ...lists }).map(([name, option]) => {
    const shown = option.default === undefined ? {} : { defaultDescription: option.default };
    return [name, { type: 'string', describe: `${option.value}: ${option.description}`, ...shown }] as const;
  });
  const switches = Object.entries(flags).map(
    ([name, describe]) => [name, { type: 'boolean', describe }] as const,
  );
  return yargs()
    .parserConfiguration({
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'short-option-groups': false,
    })
    .detectLocale(false)
    .help(false)
    .version(false)
    .exitProcess(false)
    .options(Object.fromEntries([...options, ...switches]));
}

/** `--a-b=c-d` as `--a_b=c-d`. */
function underscored(argument: string): string {
  return argument.replace(/^--[^=]+/, (flag) => `--${flag.slice(2).replaceAll('-', '_')}`);
}

function findStrangers(
  parsed: Readonly<Record<string, unknown>>,
  { values, lists = {}, flags = {}, positional, many = false, hint }: OptionTable,
  alone: readonly string[],
): string[] {
  const known = Object.keys({ ...values, ...lists, ...flags });
  const strangers = Object.keys(parsed).filter((name) => !['_', '$0', ...known].includes(name));
  const accepted = known.map((name) => `--${name}`).join(', ');
  const lonely = positional === undefined ? alone : many ? [] : alone.slice(1);
  const more = hint === undefined ? '' : ` ${hint}`;
  return [
    ...strangers.map(
      (name) => `${name.length === 1 ? '-' : '--'}${name} is no option. Accepted: ${accepted}.${more}`,
    ),
    ...lonely.map((text) => `${JSON.stringify(text)} stands alone. Accepted: ${accepted}.`),
  ];
}

function findProblem(name: string, { check }: Option, value: string): string[] {
  const accepted = check(value);
  if (accepted === null) return [];
  return [`--${name} ${value === '' ? 'has no value' : `is ${JSON.stringify(value)}`}: give ${accepted}.`];
}
