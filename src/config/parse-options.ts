import type { Option, OptionType } from './option.ts';

export type OptionTable = Readonly<Record<string, Option>>;

/** The parsed value of each option of a table; undefined where it is not given and has no default. */
export type ParsedOptions<T extends OptionTable> = { readonly [Name in keyof T]: ParsedOption<T[Name]> };

type ParsedOption<O extends Option> =
  O['type'] extends OptionType<infer V>
    ? O extends { readonly repeatable: true }
      ? readonly V[]
      : O extends { readonly default: string }
        ? V
        : V | undefined
    : never;

/** The texts that were given for each option, in their order. */
export type GivenTexts = Readonly<Record<string, readonly string[]>>;

/**
 * Checks and parses what was given, and applies the defaults.
 *
 * @returns the accepted values, and a sentence for each value that is not accepted
 */
export function parseOptions<T extends OptionTable>(
  table: T,
  given: GivenTexts,
): { readonly values: ParsedOptions<T>; readonly problems: readonly string[] } {
  const entries = Object.entries<Option>(table);
  const values = entries.map(([name, option]) => [name, parseOption(option, given[name] ?? [])] as const);
  return {
    values: Object.fromEntries(values) as ParsedOptions<T>,
    problems: entries.flatMap(([name, { type }]) =>
      (given[name] ?? []).flatMap((text) => findProblem(`--${name}`, type, text)),
    ),
  };
}

/** @param name as in the message, for example `--port` */
export function findProblem(name: string, { check }: OptionType<unknown>, text: string): string[] {
  const accepted = check(text);
  if (accepted === null) return [];
  return [`${name} ${text === '' ? 'has no value' : `is ${JSON.stringify(text)}`}: give ${accepted}.`];
}

/** Puts the options under a heading of the help. */
export function grouped<const T extends OptionTable>(group: string, options: T): T {
  const entries = Object.entries<Option>(options).map(([name, option]) => [name, { ...option, group }]);
  return Object.fromEntries(entries) as T;
}

function parseOption({ type, default: standard, repeatable }: Option, given: readonly string[]): unknown {
  const accepted = given.filter((text) => type.check(text) === null);
  if (repeatable === true) return accepted.map((text) => type.parse(text));
  const text = accepted.at(-1) ?? standard;
  return text === undefined ? undefined : type.parse(text);
}
