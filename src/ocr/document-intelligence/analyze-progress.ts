import { unusable } from '../azure/transport/checked-send.ts';
import { operationError } from '../azure/blame/operation-error.ts';
import { recordsOf, textOf } from '../azure/fields.ts';
import { type Progress, succeeded } from '../azure/operation.ts';
import { asRecord, faultOf } from '../azure/service-fault.ts';
import type { Reading } from '../reading.ts';
import { fromAnalyzeResult } from './from-analyze-result.ts';

/**
 * The progress that the response of an analysis reports.
 * @throws RetryableError when it reports none
 */
export function analyzeProgress(
  response: unknown,
  service: string,
  retryAfterMs: number | null,
): Progress<Reading> {
  const fields = asRecord(response);
  const status = textOf(fields?.['status']).toLowerCase();
  if (status === 'notstarted' || status === 'running') return { state: 'running', retryAfterMs };
  if (['failed', 'canceled', 'skipped'].includes(status))
    return failed(status, asRecord(fields?.['error']), service);
  if (status !== 'succeeded') throw unusable(service, 'something', { method: 'GET' });
  return succeeded(fromAnalyzeResult(response), service);
}

/**
 * The reason of a failed analysis: `details` holds one per page, while the outer code may be just InternalServerError.
 */
function failed(
  status: string,
  error: Readonly<Record<string, unknown>> | null,
  service: string,
): Progress<Reading> {
  const faults = [...recordsOf(error?.['details']), error].map(faultOf);
  const fault = faults.find(({ code }) => code?.startsWith('Invalid') === true) ?? faults.at(-1);
  const code = fault?.code ?? null;
  const why = fault === undefined || fault.message === '' ? ' and gives no reason' : `: ${fault.message}`;
  return {
    state: 'failed',
    error: operationError(code, `operation_${status}`, `${service} ended the analysis as "${status}"${why}.`),
    resubmit: code === null || code === 'InternalServerError' || code === 'ServiceUnavailable',
  };
}
