/** Checks one field; a text is the problem, null is fine. */
export type Check = (value: unknown) => string | null;

const must = (holds: (value: unknown) => boolean, accepted: string): Check => {
  return (value) => (holds(value) ? null : `is ${JSON.stringify(value)}, accepted is ${accepted}`);
};

export const isText = must((value) => typeof value === 'string' && value !== '', 'a text that is not empty');
export const isBoolean = must((value) => typeof value === 'boolean', 'true or false');
export const isSeconds = must(
  (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
  'a number of seconds, 0 or more',
);
export const isCount = must(
  (value) => Number.isSafeInteger(value) && Number(value) >= 1,
  'a whole number from 1',
);
export const isInteger = must((value) => Number.isSafeInteger(value), 'a whole number');
export const isProbability = must(
  (value) => typeof value === 'number' && value >= 0 && value <= 1,
  'a number from 0 to 1',
);
export const isHash = must(
  (value) => typeof value === 'string' && /^[0-9a-f]{6,64}$/.test(value),
  'the first 6 to 64 digits of a SHA-256 in lower-case hex',
);
export const isErrorStatus = must(
  (value) => Number.isSafeInteger(value) && Number(value) >= 400 && Number(value) <= 599,
  'an HTTP status from 400 to 599',
);
export const isOrigin = must(
  (value) => typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value,
  'an origin such as https://read.example.com',
);
export const oneOf = (accepted: readonly unknown[]): Check =>
  must((value) => accepted.includes(value), accepted.join(', '));
export const oneOrMore =
  (check: Check): Check =>
  (value) => {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (values.length === 0) return 'is an empty list';
    return values.map(check).find((problem) => problem !== null) ?? null;
  };

export interface Fields {
  readonly required?: Readonly<Record<string, Check>>;
  readonly optional?: Readonly<Record<string, Check>>;
}

/** Every problem of the object's fields: missing, unknown or wrong, each with the field's name. */
export function checkFields(object: Readonly<Record<string, unknown>>, fields: Fields): readonly string[] {
  const required = fields.required ?? {};
  const known = { ...required, ...fields.optional };
  const missing = Object.keys(required).filter((name) => object[name] === undefined);
  const wrong = Object.entries(object).flatMap(([name, value]) => {
    const check = Object.hasOwn(known, name) ? known[name] : undefined;
    if (check === undefined)
      return [`${name} is not a field here, known are ${Object.keys(known).join(', ')}`];
    const problem = value === undefined ? null : check(value);
    return problem === null ? [] : [`${name} ${problem}`];
  });
  return [...missing.map((name) => `${name} is missing`), ...wrong];
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
