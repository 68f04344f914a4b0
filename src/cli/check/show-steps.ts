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
      if (!json) terminal.out(renderStep(result));
    },
  });
  if (json) printJson(terminal, toDocument(results));
  else terminal.out(renderVerdict(results, terminal.outColumns ?? DEFAULT_COLUMNS));
  return noneFailed(results);
}
