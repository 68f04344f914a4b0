import type { EnsureReport } from '../../aml/assets/ensure.ts';
import type { AmlTools } from './session.ts';
import { describeRequest } from './print-request.ts';

/** What is done goes to standard output; in a dry run the requests do, too. */
export function ensureReport({ context }: AmlTools, dryRun: boolean): EnsureReport {
  const { terminal } = context;
  return {
    onDone: (line) => terminal.out(`${line}\n`),
    onState: (state) => terminal.err(`  ${state}\n`),
    dryRun: dryRun ? (request) => terminal.out(`${describeRequest(request)}\n`) : null,
  };
}

export const DRY_RUN =
  'Print the requests that would be sent; what is there is asked for, nothing is written';
