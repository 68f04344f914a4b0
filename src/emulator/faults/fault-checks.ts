import { check, type Check } from '../../contract/check.ts';

export const seconds: Check<number> = check(
  'a number of seconds, 0 or more',
  (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
);
export const hashPrefix: Check<string> = check(
  'the first 6 to 64 digits of a SHA-256 in lower-case hex',
  (value) => typeof value === 'string' && /^[0-9a-f]{6,64}$/.test(value),
);
export const errorStatus: Check<number> = check(
  'an HTTP status from 400 to 599',
  (value) => Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599,
);
export const origin: Check<string> = check(
  'an origin such as https://read.example.com',
  (value) => typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value,
);
