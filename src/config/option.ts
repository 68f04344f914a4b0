/** One argument of the entry script or of a command, in AML's spelling; `--dashed-form` is accepted as well. */
export interface Option<T = unknown> {
  /** The placeholder for the value in help and docs/options.md, for example `NAME`; empty for a flag. */
  readonly value: string;
  readonly description: string;
  /** The value when the option is not given, as a user would write it. */
  readonly default?: string;
  /** Shown instead of `default` where the default is not one fixed text. */
  readonly defaultDescription?: string;
  readonly type: OptionType<T>;
  /** Whether the option may be given several times; its value is then a list. For other options the last value wins. */
  readonly repeatable?: true;
  /** Heading in the help. */
  readonly group?: string;
}

/** How the value of an option is checked and parsed. */
export interface OptionType<T> {
  readonly check: TextCheck;
  /** Parses a text that passed `check`. */
  parse(text: string): T;
  /** Shown in help and completed by the shell. */
  readonly choices?: readonly string[];
  readonly kind?: 'number' | 'flag';
}

/** Returns what is accepted when `text` is not, null when it is. */
export type TextCheck = (text: string) => string | null;

/** A text, unchanged. */
export const text = (check: TextCheck): OptionType<string> => ({ check, parse: (given) => given });

export const anyText = text((given) => (given === '' ? 'a value' : null));

export const matching = (pattern: RegExp, accepted: string): OptionType<string> =>
  text((given) => (pattern.test(given) ? null : accepted));

export const oneOf = <const T extends string>(choices: readonly T[]): OptionType<T> => ({
  check: (given) => (choices.some((choice) => choice === given) ? null : `one of ${choices.join(', ')}`),
  parse: (given) => given as T,
  choices,
});

/** The same, with lower case accepted as well. */
export const upperCased = <T>(type: OptionType<T>): OptionType<T> => ({
  ...type,
  check: (given) => type.check(given.toUpperCase()),
  parse: (given) => type.parse(given.toUpperCase()),
});

/** A number in decimal digits; `check` decides which ones are accepted. */
export const decimal = (check: TextCheck): OptionType<number> => ({ check, parse: Number, kind: 'number' });

export const wholeNumber = (minimum: number, maximum: number): OptionType<number> =>
  decimal((given) =>
    /^\d{1,9}$/.test(given) && Number(given) >= minimum && Number(given) <= maximum
      ? null
      : `a whole number from ${minimum} to ${maximum}`,
  );

export const fraction = decimal((given) =>
  /^(?:0?\.\d+|0|1(?:\.0+)?)$/.test(given) ? null : 'a number from 0 to 1',
);

/** `true` or `false`, as Python writes them too; the option alone is true. */
export const yesOrNo: OptionType<boolean> = {
  check: (given) => (/^(?:true|false)?$/i.test(given) ? null : 'true or false'),
  parse: (given) => given.toLowerCase() !== 'false',
  choices: ['true', 'false'],
};

/** An option without a value: true when it is given. */
export const flag = (description: string) =>
  ({
    value: '',
    description,
    default: 'false',
    type: {
      check: (given: string) => (['true', 'false'].includes(given) ? null : 'no value'),
      parse: (given: string) => given === 'true',
      kind: 'flag',
    },
  }) satisfies Option<boolean>;
