import { check, type Check } from './check.ts';

export const anything: Check = check('anything', (value) => value !== undefined);
export const textCheck: Check<string> = check('text', (value) => typeof value === 'string');
export const nonEmptyTextCheck: Check<string> = check(
  'text that is not empty',
  (value) => typeof value === 'string' && value !== '',
);
export const booleanCheck: Check<boolean> = check('true or false', (value) => typeof value === 'boolean');
export const numberCheck: Check<number> = check('a number', Number.isFinite);
export const fractionCheck: Check<number> = check(
  'a number from 0 to 1',
  (value) => typeof value === 'number' && value >= 0 && value <= 1,
);

export const wholeNumberCheck: Check<number> = check('a whole number', Number.isInteger);

export function wholeNumberFrom(minimum: number): Check<number> {
  return check(
    `a whole number from ${minimum}`,
    (value) => Number.isInteger(value) && Number(value) >= minimum,
  );
}

export function memberOf<const T>(values: readonly T[]): Check<T> {
  const accepted = values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`;
  return check(accepted, (value) => values.some((known) => known === value));
}
