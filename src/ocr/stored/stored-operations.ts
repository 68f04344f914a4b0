import { publish } from '../../metrics/channels.ts';
import type { ReadingStore } from '../../store/reading-store.ts';
import type { OperationMemoryFor } from '../azure/operation-memory.ts';
import { resultKey, type ResultIdentity } from './once-per-content.ts';

/**
 * Document Intelligence keeps results for 24 hours, Read for 48.
 *
 * Sources: https://learn.microsoft.com/answers/questions/1384439/document-intelligence-api-analyzeresults-endpoint,
 * https://learn.microsoft.com/rest/api/computervision/read-in-stream
 */
const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * The operations of a resource in the store.
 *
 * @param now milliseconds since 1970
 */
export function storedOperations(
  store: ReadingStore,
  identity: ResultIdentity,
  now: () => number,
): OperationMemoryFor {
  return (sha256) => {
    const key = resultKey(identity, sha256);
    return {
      async recall() {
        const operation = await store.operation(key);
        if (operation === null || now() - operation.submittedAt >= KEPT_MS) return null;
        publish.storeHit(() => ({ what: 'operation' }));
        return operation;
      },
      remember: (id) => store.addOperation(key, { id, submittedAt: now() }),
      forget: () => store.forgetOperation(key),
    };
  };
}
