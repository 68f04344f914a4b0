import type { WorkerError } from '../contract/errors.ts';
import { explainFailure, type Fix } from './explain-failure.ts';

/** The result of one step of a check. */
export interface StepResult {
  readonly step: string;
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** Null for a step that was skipped. */
  readonly durationMs: number | null;
  /**
   * The finding and what to do next, or the step that this one depends on. One or more lines, the most important
   * first. Never a secret.
   */
  readonly detail: string;
  /** The stable code of a failure, and what has to be fixed. */
  readonly code: string | null;
  readonly fix: Fix | null;
}

/** The outcome of a step, for the steps that depend on it. */
export type StepOutcome<T> =
  | { readonly ok: true; readonly step: string; readonly value: T }
  | { readonly ok: false; readonly step: string };

export interface StepTools {
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onResult: (result: StepResult) => void;
}

/** The result of a step: a value for later steps, and a text for the user. */
export interface Found<T> {
  readonly value: T;
  readonly detail: string;
  /** Whether the step is reported as a warning. */
  readonly warning?: boolean;
  /** A problem with the value, which later steps may still use. Its message replaces `detail`. */
  readonly failure?: WorkerError;
}

type ValuesOf<Needs extends readonly StepOutcome<unknown>[]> = {
  readonly [Index in keyof Needs]: Needs[Index] extends StepOutcome<infer Value> ? Value : never;
};

/**
 * Runs a step with the values of the steps that it needs, unless one of them did not work, and reports it either way.
 *
 * @throws what `work` throws when it is not a failure that a check can explain
 * @throws the signal's reason when it is aborted
 */
export async function runStep<const Needs extends readonly StepOutcome<unknown>[], T>(
  tools: StepTools,
  step: string,
  needs: Needs,
  work: (...values: ValuesOf<Needs>) => Promise<Found<T>>,
): Promise<StepOutcome<T>> {
  const { now, signal, onResult } = tools;
  const missing = needs.find(({ ok }) => !ok);
  if (missing !== undefined) return skipStep(tools, step, `not run: depends on ${missing.step}`);
  const values = needs.flatMap((need) => (need.ok ? [need.value] : [])) as unknown as ValuesOf<Needs>;
  const start = now();
  try {
    const { value, detail, warning = false, failure } = await work(...values);
    const durationMs = now() - start;
    if (failure !== undefined) onResult({ step, status: 'failed', durationMs, ...explainFailure(failure) });
    else onResult({ step, status: warning ? 'warning' : 'ok', durationMs, detail, code: null, fix: null });
    return { ok: true, step, value };
  } catch (error) {
    signal.throwIfAborted();
    onResult({ step, status: 'failed', durationMs: now() - start, ...explainFailure(error) });
    return { ok: false, step };
  }
}

/** Reports a step that is skipped, and why. */
export function skipStep({ onResult }: StepTools, step: string, why: string): StepOutcome<never> {
  onResult({ step, status: 'skipped', durationMs: null, detail: why, code: null, fix: null });
  return { ok: false, step };
}
