import { explainFailure, type Fix } from './explain-failure.ts';

/** How one step of a check went. */
export interface StepResult {
  readonly step: string;
  readonly status: 'ok' | 'failed' | 'skipped';
  /** Null for a step that was skipped. */
  readonly durationMs: number | null;
  /** What works, what is wrong and what to do next, or what has to work first. Never a secret. */
  readonly detail: string;
  /** Of a failure: its stable code, and what has to be put right. */
  readonly code: string | null;
  readonly fix: Fix | null;
}

/** What a later step may build on. */
export type Attempt<T> =
  | { readonly ok: true; readonly step: string; readonly value: T }
  | { readonly ok: false; readonly step: string };

export interface StepTools {
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
  readonly onResult: (result: StepResult) => void;
}

/** What a step found: for later steps, and for people. */
export interface Found<T> {
  readonly value: T;
  readonly detail: string;
}

type ValuesOf<Needs extends readonly Attempt<unknown>[]> = {
  readonly [Index in keyof Needs]: Needs[Index] extends Attempt<infer Value> ? Value : never;
};

/**
 * Runs a step with the values of the steps that it needs, unless one of them did not work, and reports it either way.
 *
 * @throws what `work` throws when it is no failure that a check can explain
 */
export async function runStep<const Needs extends readonly Attempt<unknown>[], T>(
  { now, onResult }: StepTools,
  step: string,
  needs: Needs,
  work: (...values: ValuesOf<Needs>) => Promise<Found<T>>,
): Promise<Attempt<T>> {
  const missing = needs.find(({ ok }) => !ok);
  if (missing !== undefined) {
    const detail = `not tried: ${missing.step} has to work first`;
    onResult({ step, status: 'skipped', durationMs: null, detail, code: null, fix: null });
    return { ok: false, step };
  }
  const values = needs.flatMap((need) => (need.ok ? [need.value] : [])) as unknown as ValuesOf<Needs>;
  const start = now();
  try {
    const { value, detail } = await work(...values);
    onResult({ step, status: 'ok', durationMs: now() - start, detail, code: null, fix: null });
    return { ok: true, step, value };
  } catch (error) {
    onResult({ step, status: 'failed', durationMs: now() - start, ...explainFailure(error) });
    return { ok: false, step };
  }
}
