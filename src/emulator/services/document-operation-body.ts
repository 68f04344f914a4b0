import type { StringIndexType } from '../convert/string-index.ts';
import { toDocumentIntelligence } from '../convert/to-document-intelligence.ts';
import { type StoredOperation, statusOf } from '../operation-store.ts';
import { pickPages } from '../reading/page-range.ts';

export function documentOperationBody(
  operation: StoredOperation,
  stringIndexType: StringIndexType = 'textElements',
  now: number,
): object {
  const { createdMs, readyMs, result, pages, forcedOutcome } = operation;
  const status = statusOf(operation, now);
  const head = {
    status: forcedOutcome === 'capital_failed' && status === 'failed' ? 'Failed' : status,
    createdDateTime: new Date(createdMs).toISOString(),
    lastUpdatedDateTime: new Date(Math.max(createdMs, Math.min(now, readyMs))).toISOString(),
  };
  if (status === 'succeeded' && result?.kind === 'read') {
    return {
      ...head,
      analyzeResult: toDocumentIntelligence(pickPages(result.reading, pages), stringIndexType),
    };
  }
  if (status !== 'failed' || forcedOutcome === 'failed') return head;
  const error =
    forcedOutcome === null && result?.kind === 'failed'
      ? { code: result.code, message: result.message }
      : { code: 'InternalServerError', message: 'Fault injected.' };
  return { ...head, error };
}
