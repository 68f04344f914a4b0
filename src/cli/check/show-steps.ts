import type { StepResult, StepTools } from '../../checks/step-runner.ts';
import { DEFAULT_COLUMNS, type Terminal } from '../command/terminal.ts';
import { printJson } from '../command/json-output.ts';
import { noneFailed, toDocument, renderStep, renderVerdict } from './table.ts';

export interface ShowOptions {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** One JSON object at the end instead of a table. */
  readonly json: boolean;
}

/**
 * Prints each step of a check as it ends, and then how to fix what failed.
 *
 * @returns whether no step failed
 */
export async function showSteps(
  { terminal, signal, json }: ShowOptions,
  run: (tools: StepTools) => Promise<void>,
): Promise<boolean> {
  const results: StepResult[] = [];
  await run({
    now: () => performance.now(),
    signal,
    onResult: (result) => {
      results.push(result);
      if (json) return;
      const { status, rest, tone } = renderStep(result);
      terminal.out(status, tone);
      terminal.out(rest);
    },
  });
  if (json) printJson(terminal, toDocument(results));
  else {
    const verdict = renderVerdict(results, terminal.outColumns ?? DEFAULT_COLUMNS);
    terminal.out(verdict, noneFailed(results) ? 'good' : 'bad');
  }
  return noneFailed(results);
}
