import type { EnsureReport } from '../../aml/assets/ensure.ts';
import { flag } from '../../config/option.ts';
import type { AmlTools } from './open-session.ts';
import { describeRequest } from './print-request.ts';

/** Reports each resource, and in a dry run each request, on standard output. */
export function ensureReport({ context }: AmlTools, dryRun: boolean): EnsureReport {
  const { terminal } = context;
  return {
    onDone: (line) => terminal.out(`${line}\n`),
    onState: (state) => terminal.err(`  ${state}\n`),
    dryRun: dryRun ? (request) => terminal.out(`${describeRequest(request)}\n`) : null,
  };
}

export const DRY_RUN = flag(
  'Print the requests that would be sent; existing resources are read, nothing is written',
);
