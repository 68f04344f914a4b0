import { isRecord } from '../../contract/is-record.ts';

/** Says what is wrong with a value, `confidence: a number or null was expected`, or null. */
export type Shape = (value: unknown) => string | null;

export const shape =
  (accepted: string, test: (value: unknown) => boolean): Shape =>
  (value) =>
    test(value) ? null : `${accepted} was expected`;

export const nullable =
  (of: Shape): Shape =>
  (value) => {
    const problem = value === null ? null : of(value);
    return problem?.replace(/ was expected$/, ' or null was expected') ?? null;
  };

export const listOf =
  (of: Shape): Shape =>
  (value) => {
    if (!Array.isArray(value)) return 'a list was expected';
    for (const [index, entry] of value.entries()) {
      const problem = of(entry);
      if (problem !== null) return `[${index}] ${problem}`;
    }
    return null;
  };

export const mapOf =
  (of: Shape): Shape =>
  (value) => {
    if (!isRecord(value)) return 'an object was expected';
    for (const [name, entry] of Object.entries(value)) {
      const problem = of(entry);
      if (problem !== null) return `${JSON.stringify(name)}: ${problem}`;
    }
    return null;
  };

/** Exactly these fields; those of `optional` may be missing. */
export const objectOf =
  (required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape =>
  (value) => {
    if (!isRecord(value)) return 'an object was expected';
    const missing = Object.keys(required).find((name) => !Object.hasOwn(value, name));
    if (missing !== undefined) return `the field ${missing} is missing`;
    const shapes = new Map(Object.entries({ ...required, ...optional }));
    for (const [name, entry] of Object.entries(value)) {
      const of = shapes.get(name);
      if (of === undefined) return `the field ${JSON.stringify(name)} is unknown`;
      const problem = of(entry);
      if (problem !== null) return `${name}: ${problem}`;
    }
    return null;
  };
