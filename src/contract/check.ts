import { describeValue } from './describe-value.ts';

/** A description of the accepted values, both to check a value and for the message about one that is not accepted. */
export interface Check<T = unknown> {
  /** A noun phrase, which follows "accepted is". */
  readonly accepted: string;
  readonly accepts: (value: unknown) => value is T;
  /** For lists and objects: the problems of the parts of a value that is not accepted. */
  readonly problemsInside?: (value: unknown) => readonly Problem[];
}

/** `path` leads to the part at fault, `lines[0].text`; it is empty for the value itself. */
export type Problem = { readonly path: string; readonly accepted: string } & (
  | { readonly kind: 'wrong'; readonly received: unknown }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' }
);

export function check<T>(accepted: string, accepts: (value: unknown) => boolean): Check<T> {
  return { accepted, accepts: (value): value is T => accepts(value) };
}

export function problemsOf(of: Check, value: unknown): readonly Problem[] {
  if (of.accepts(value)) return [];
  const inside = of.problemsInside?.(value) ?? [];
  if (inside.length > 0) return inside;
  const { accepted } = of;
  return value === undefined
    ? [{ kind: 'missing', path: '', accepted }]
    : [{ kind: 'wrong', path: '', received: value, accepted }];
}

/** @param subject the name of the checked value */
export function describeProblem(problem: Problem, subject: string): string {
  const path = problem.path || subject;
  switch (problem.kind) {
    case 'wrong':
      return `${path} is ${describeValue(problem.received)}, accepted is ${problem.accepted}`;
    case 'missing':
      return `${path} is missing, accepted is ${problem.accepted}`;
    case 'unknown':
      return `${path} is an unknown field, accepted is ${problem.accepted}`;
  }
}
