import { toReadResult } from '../convert/to-read-result.ts';
import { type StoredOperation, statusOf } from '../operation-store.ts';
import { pickPages } from '../reading/page-range.ts';

/** The body of `analyzeResults` and `syncAnalyze`: always with HTTP 200, whatever the operation's state. */
export function readOperationBody(operation: Pick<StoredOperation, OperationFields>, now: number): object {
  const status = statusOf(operation, now);
  const head = {
    status: operation.forcedOutcome === 'capital_failed' && status === 'failed' ? 'Failed' : status,
    createdDateTime: new Date(operation.createdMs).toISOString(),
    lastUpdatedDateTime: new Date(
      Math.max(operation.createdMs, Math.min(now, operation.readyMs)),
    ).toISOString(),
  };
  if (status === 'succeeded' && operation.result?.kind === 'read') {
    return { ...head, analyzeResult: toReadResult(pickPages(operation.result.reading, operation.pages)) };
  }
  return status === 'failed' ? { ...head, ...errorsOf(operation) } : head;
}

type OperationFields = 'createdMs' | 'readyMs' | 'forcedOutcome' | 'pages' | 'result';

/** The specification has no field for the reason; containers have been observed to return it here. */
function errorsOf({ forcedOutcome, result }: Pick<StoredOperation, 'forcedOutcome' | 'result'>): object {
  if (forcedOutcome === 'failed_with_errors') {
    return { analyzeResult: { errors: [{ code: 'InternalServerError', message: 'Fault injected.' }] } };
  }
  if (forcedOutcome !== null || result?.kind !== 'failed') return {};
  return { analyzeResult: { errors: [{ code: result.code, message: result.message }] } };
}
