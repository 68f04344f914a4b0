/** One argument of the entry script, in AML's spelling; `--dashed-form` is accepted too. */
export interface Option {
  /** What stands for the value in help and README, for example `NAME`. */
  readonly value: string;
  readonly description: string;
  /** Shown only; the resolver applies defaults. */
  readonly default?: string;
  readonly check: Check;
}

/** Returns what is accepted when `value` is not, null when it is. */
export type Check = (value: string) => string | null;

export const anyText: Check = (value) => (value === '' ? 'some text' : null);

export const oneOf =
  (values: readonly string[]): Check =>
  (value) =>
    values.includes(value) ? null : `one of ${values.join(', ')}`;

export const wholeNumber =
  (minimum: number, maximum: number): Check =>
  (value) =>
    /^\d{1,9}$/.test(value) && Number(value) >= minimum && Number(value) <= maximum
      ? null
      : `a whole number from ${minimum} to ${maximum}`;

export const fraction: Check = (value) =>
  /^(?:0?\.\d+|0|1(?:\.0+)?)$/.test(value) ? null : 'a number from 0 to 1';

export const matching =
  (pattern: RegExp, accepted: string): Check =>
  (value) =>
    pattern.test(value) ? null : accepted;
