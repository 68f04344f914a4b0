import type { EnsureReport } from '../../aml/assets/ensure.ts';
import { flag } from '../../config/option.ts';
import { printJson } from '../command/json-output.ts';
import type { AmlTools } from './open-session.ts';
import { describeRequest, requestDocument } from './print-request.ts';

interface ReportOptions {
  readonly dry_run: boolean;
  readonly json: boolean;
}

/**
 * Reports each resource, and in a dry run each request, on standard output: as it is done, or with `--json` at the end,
 * when the last of them failed as well.
 */
export async function reportEnsured(
  { context: { terminal } }: AmlTools,
  { dry_run: isDryRun, json }: ReportOptions,
  work: (report: EnsureReport) => Promise<void>,
): Promise<void> {
  const resources: string[] = [];
  const requests: unknown[] = [];
  try {
    await work({
      onDone: (line) => {
        if (json) resources.push(line);
        else terminal.out(`${line}\n`);
      },
      onState: (state) => terminal.note(`  ${state}\n`),
      dryRun: isDryRun
        ? (request) => {
            if (json) requests.push(requestDocument(request));
            else terminal.out(`${describeRequest(request)}\n`);
          }
        : null,
    });
  } finally {
    if (json) printJson(terminal, { resources, requests });
  }
}

export const DRY_RUN = flag(
  'Print the requests that would be sent; existing resources are read, nothing is written',
);
