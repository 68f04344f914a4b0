import { unusable } from '../azure/transport/checked-send.ts';
import { operationError } from '../azure/blame/operation-error.ts';
import { recordsOf, textOf } from '../azure/fields.ts';
import { type Progress, succeeded } from '../azure/operation.ts';
import { asRecord, faultOf } from '../azure/service-fault.ts';
import type { Reading } from '../reading.ts';
import { fromReadResult } from './from-read-result.ts';

/** Codes of a failed operation whose cause is not the image. */
const NOT_THE_IMAGE = new Set([
  'InternalServerError',
  'Unspecified',
  'StorageException',
  'Timeout',
  'ServiceUnavailable',
]);

/**
 * The progress that the response of a Read v3.2 operation reports. A failure has HTTP 200, with or without reasons, and
 * the container capitalises its states.
 * @throws RetryableError when it reports none
 */
export function readProgress(
  response: unknown,
  service: string,
  request: { readonly method: string },
): Progress<Reading> {
  const fields = asRecord(response);
  const status = textOf(fields?.['status']).toLowerCase();
  if (status === 'notstarted' || status === 'running') return { state: 'running', retryAfterMs: null };
  if (status === 'failed') return failed(fields, service);
  if (status !== 'succeeded') throw unusable(service, 'something', request);
  return succeeded(fromReadResult(response), service);
}

function failed(response: Readonly<Record<string, unknown>> | null, service: string): Progress<Reading> {
  const result = asRecord(response?.['analyzeResult']);
  const error = recordsOf(result?.['errors'])[0] ?? asRecord(response?.['error']);
  const { code, message } = faultOf(error ?? null);
  return {
    state: 'failed',
    error: operationError(
      code,
      'operation_failed',
      `${service} failed to read the image${message === '' ? ' and gives no reason' : `: ${message}`}.`,
    ),
    resubmit: code === null || NOT_THE_IMAGE.has(code),
  };
}
