import { type Check, check, type Problem, problemsOf } from './check.ts';
import { isRecord } from './is-record.ts';

type Fields = Readonly<Record<string, Check>>;
type Values<F extends Fields> = { readonly [Name in keyof F]: F[Name] extends Check<infer T> ? T : never };

export function nullable<T>(of: Check<T>): Check<T | null> {
  return {
    ...check(`${of.accepted} or null`, (value) => value === null || of.accepts(value)),
    problemsInside: (value) => of.problemsInside?.(value) ?? [],
  };
}

export function listOf<T>(of: Check<T>): Check<readonly T[]> {
  return {
    ...check('a list', (value) => Array.isArray(value) && value.every((entry) => of.accepts(entry))),
    problemsInside: (value) => problemsInList(of, value),
  };
}

/** A single value, or a list of at least one. */
export function oneOrMore<T>(of: Check<T>): Check<T | readonly T[]> {
  const list = listOf(of);
  return {
    ...check(
      `${of.accepted}, or a list of them`,
      (value) => of.accepts(value) || (list.accepts(value) && value.length > 0),
    ),
    problemsInside: (value) => problemsInList(of, value),
  };
}

/** An object with any field names. */
export function mapOf<T>(of: Check<T>): Check<Readonly<Record<string, T>>> {
  return {
    ...check(
      'an object',
      (value) => isRecord(value) && Object.values(value).every((entry) => of.accepts(entry)),
    ),
    problemsInside: (value) =>
      isRecord(value)
        ? Object.entries(value).flatMap(([name, entry]) => within(name, problemsOf(of, entry)))
        : [],
  };
}

/** An object with exactly these fields; those of `optional` may be missing. */
export function objectOf<R extends Fields, O extends Fields = Fields>(
  required: R,
  optional?: O,
): Check<Values<R> & Partial<Values<O>>> {
  const requiredNames = Object.keys(required);
  const fields = new Map(Object.entries<Check>({ ...required, ...optional }));
  return {
    ...check(
      'an object',
      (value) =>
        isRecord(value) &&
        requiredNames.every((name) => Object.hasOwn(value, name)) &&
        Object.entries(value).every(([name, entry]) => fields.get(name)?.accepts(entry) === true),
    ),
    problemsInside: (value) => (isRecord(value) ? problemsInFields(requiredNames, fields, value) : []),
  };
}

function problemsInFields(
  required: readonly string[],
  fields: ReadonlyMap<string, Check>,
  object: Readonly<Record<string, unknown>>,
): readonly Problem[] {
  const missing = required.filter((name) => !Object.hasOwn(object, name));
  return [...missing, ...Object.keys(object)].flatMap((name) => {
    const field = fields.get(name);
    if (field !== undefined) return within(name, problemsOf(field, object[name]));
    return within(name, [{ kind: 'unknown', path: '', accepted: `one of ${[...fields.keys()].join(', ')}` }]);
  });
}

function problemsInList(of: Check, value: unknown): readonly Problem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown, index) => within(index, problemsOf(of, entry)));
}

/** The problems of a part, with paths from the value that contains it. */
function within(part: string | number, problems: readonly Problem[]): readonly Problem[] {
  const step = typeof part === 'number' ? `[${part}]` : /^\w+$/.test(part) ? part : JSON.stringify(part);
  return problems.map((problem) => {
    const separator = problem.path === '' || problem.path.startsWith('[') ? '' : '.';
    return { ...problem, path: `${step}${separator}${problem.path}` };
  });
}
