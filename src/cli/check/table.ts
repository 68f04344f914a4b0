import type { StepResult } from '../../checks/step-runner.ts';
import type { Tone } from '../../logging/toned-line.ts';
import { wrapWords } from '../command/wrap-words.ts';

const STATUS = { ok: 'ok', warning: 'warning', failed: 'FAILED', skipped: 'skipped' } as const;
const STATUS_COLUMNS = 8;
const STEP_COLUMNS = 25;
const SECONDS_COLUMNS = 8;

const TONES = { ok: 'good', warning: 'warning', failed: 'bad', skipped: undefined } as const;

interface StepRow {
  readonly status: string;
  readonly rest: string;
  readonly tone: Tone | undefined;
}

/** One row of the table; further lines of its detail are indented below the first. */
export function renderStep({ step, status, durationMs, detail, fix }: StepResult): StepRow {
  const seconds = durationMs === null ? '' : `${(durationMs / 1000).toFixed(2)} s`;
  const indent = ' '.repeat(STATUS_COLUMNS + STEP_COLUMNS + 1 + SECONDS_COLUMNS + 2);
  const words = status === 'failed' ? `${fix}: see below` : detail.replaceAll('\n', `\n${indent}`);
  return {
    status: STATUS[status].padEnd(STATUS_COLUMNS),
    rest: `${step.padEnd(STEP_COLUMNS)} ${seconds.padStart(SECONDS_COLUMNS)}  ${words}\n`,
    tone: TONES[status],
  };
}

/** What comes after the table: how to fix what failed. */
export function renderVerdict(results: readonly StepResult[], columns: number): string {
  const failed = results.filter(({ status }) => status === 'failed');
  if (failed.length > 0) {
    const problems = failed.map(
      ({ step, fix, detail }) => `\n${step} (${fix})\n${wrapWords(detail, columns, '  ')}\n`,
    );
    return `\nTo fix:\n${problems.join('')}`;
  }
  const what = results.some(({ status }) => status === 'skipped')
    ? 'Everything that was checked'
    : 'Everything';
  const warnings = results.filter(({ status }) => status === 'warning').length;
  const but = warnings === 0 ? '' : `, with ${warnings} warning${warnings === 1 ? '' : 's'}`;
  return `\n${what} works${but}.\n`;
}

/** The results of `--json`. */
export function toDocument(results: readonly StepResult[]): unknown {
  const steps = results.map(({ step, status, durationMs, detail, code, fix }) => {
    const duration = durationMs === null ? null : Math.round(durationMs);
    return { step, status, duration_ms: duration, detail, code, fix };
  });
  return { ok: noneFailed(results), steps };
}

export const noneFailed = (results: readonly StepResult[]): boolean =>
  results.every(({ status }) => status !== 'failed');
