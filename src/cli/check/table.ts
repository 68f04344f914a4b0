import type { StepResult } from '../../checks/step-runner.ts';
import { wrapWords } from '../command/wrap-words.ts';

const STATUS = { ok: 'ok', failed: 'FAILED', skipped: 'skipped' } as const;
const STEP_COLUMNS = 25;

/** One line of the table. */
export function renderStep({ step, status, durationMs, detail, fix }: StepResult): string {
  const seconds = durationMs === null ? '' : `${(durationMs / 1000).toFixed(2)} s`;
  const words = status === 'failed' ? `${fix}: see below` : detail;
  return `${STATUS[status].padEnd(8)}${step.padEnd(STEP_COLUMNS)} ${seconds.padStart(8)}  ${words}\n`;
}

/** What comes after the table: how to put right what failed. */
export function renderVerdict(results: readonly StepResult[], columns: number): string {
  const failed = results.filter(({ status }) => status === 'failed');
  if (failed.length === 0) return '\nEverything works.\n';
  const problems = failed.map(
    ({ step, fix, detail }) => `\n${step} (${fix})\n${wrapWords(detail, columns, '  ')}\n`,
  );
  return `\nTo fix:\n${problems.join('')}`;
}

export function renderJson(results: readonly StepResult[]): string {
  const steps = results.map(({ step, status, durationMs, detail, code, fix }) => {
    const duration = durationMs === null ? null : Math.round(durationMs);
    return { step, status, duration_ms: duration, detail, code, fix };
  });
  return `${JSON.stringify({ ok: allWorked(results), steps }, null, 2)}\n`;
}

export const allWorked = (results: readonly StepResult[]): boolean =>
  results.every(({ status }) => status === 'ok');
