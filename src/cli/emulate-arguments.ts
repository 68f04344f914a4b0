import yargs, { type Argv } from 'yargs';
import type { Option } from '../config/option.ts';
import { EMULATE_FLAGS, EMULATE_LISTS, EMULATE_OPTIONS } from './emulate-options.ts';

type ValueName = keyof typeof EMULATE_OPTIONS;
type ListName = keyof typeof EMULATE_LISTS;
type FlagName = keyof typeof EMULATE_FLAGS;

/** The command line as texts, each of which its option accepts. */
export interface EmulateArguments {
  readonly values: Readonly<Partial<Record<ValueName, string>>>;
  readonly lists: Readonly<Record<ListName, readonly string[]>>;
  readonly flags: Readonly<Record<FlagName, boolean>>;
}

const OPTIONS: Readonly<Record<string, Option>> = { ...EMULATE_OPTIONS, ...EMULATE_LISTS };

/** Reads the command line; `--a_b` and `--a-b` are the same, abbreviations are not accepted, the last one wins. */
export function parseEmulateArguments(
  argv: readonly string[],
): EmulateArguments | { problems: readonly string[] } {
  const parsed: Readonly<Record<string, unknown>> = emulateParser().parseSync(argv.map(underscored));
  const texts = (name: string): readonly string[] =>
    [parsed[name] ?? []].flat().filter((value) => typeof value === 'string');
  const problems = [
    ...findStrangers(parsed),
    ...Object.keys(OPTIONS).flatMap((name) => texts(name).flatMap((value) => findProblem(name, value))),
  ];
  if (problems.length > 0) return { problems };
  const last = Object.keys(EMULATE_OPTIONS).map((name) => [name, texts(name).at(-1)]);
  const flags = Object.keys(EMULATE_FLAGS).map((name) => [name, [parsed[name]].flat().at(-1) === true]);
  return {
    values: Object.fromEntries(last) as EmulateArguments['values'],
    lists: { rate: texts('rate'), secret: texts('secret') },
    flags: Object.fromEntries(flags) as EmulateArguments['flags'],
  };
}

/** Also the source of the help. */
export function emulateParser(): Argv {
  const options = Object.entries(OPTIONS).map(([name, option]) => {
    const shown = option.default === undefined ? {} : { defaultDescription: option.default };
    return [name, { type: 'string', describe: `${option.value}: ${option.description}`, ...shown }] as const;
  });
  const flags = Object.entries(EMULATE_FLAGS).map(([name, describe]) => {
    return [name, { type: 'boolean', describe }] as const;
  });
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
    .options(Object.fromEntries([...options, ...flags]));
}

/** `--a-b=c-d` as `--a_b=c-d`. */
function underscored(argument: string): string {
  return argument.replace(/^--[^=]+/, (flag) => `--${flag.slice(2).replaceAll('-', '_')}`);
}

function findStrangers(parsed: Readonly<Record<string, unknown>>): string[] {
  const known = [...Object.keys(OPTIONS), ...Object.keys(EMULATE_FLAGS)];
  const flags = Object.keys(parsed).filter((name) => !['_', '$0', ...known].includes(name));
  const accepted = known.map((name) => `--${name}`).join(', ');
  return [
    ...flags.map((name) => `${name.length === 1 ? '-' : '--'}${name} is no option. Accepted: ${accepted}.`),
    ...[parsed['_'] ?? []]
      .flat()
      .map((text) => `${JSON.stringify(text)} stands alone. Accepted: ${accepted}.`),
  ];
}

function findProblem(name: string, value: string): string[] {
  const accepted = OPTIONS[name]?.check(value) ?? null;
  if (accepted === null) return [];
  return [`--${name} ${value === '' ? 'has no value' : `is ${JSON.stringify(value)}`}: give ${accepted}.`];
}
