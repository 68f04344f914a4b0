import { randomUUID } from 'node:crypto';
import type { Reading } from '../ocr/reading.ts';
import type { OperationFate } from './faults/fault.ts';
import type { ServiceName } from './operations.ts';
import type { Clock } from '../flow/clock.ts';

export type OperationStatus = 'notStarted' | 'running' | 'succeeded' | 'failed';

export interface Operation {
  readonly id: string;
  readonly service: ServiceName;
  readonly sha256: string;
  readonly createdMs: number;
  /** The service is not done before this moment, however quick the reader was; later when the reader was slow. */
  readyMs: number;
  readonly fate: OperationFate | null;
  /** The page numbers asked for. */
  readonly pages: readonly number[];
  result: OperationResult | null;
}

export type OperationResult =
  | { readonly kind: 'read'; readonly reading: Reading }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

export interface OperationStore {
  add(operation: Omit<Operation, 'id' | 'createdMs' | 'result'>): Operation;
  /** Null when unknown, expired, deleted, or fated to vanish. */
  find(service: ServiceName, id: string): Operation | null;
  remove(id: string): void;
  reset(): void;
}

export function createOperationStore(
  lifetimeMs: (service: ServiceName) => number,
  clock: Clock,
): OperationStore {
  const operations = new Map<string, Operation>();
  const expired = (operation: Operation) =>
    clock.now() >= operation.createdMs + lifetimeMs(operation.service);
  const sweep = () => {
    for (const operation of operations.values()) {
      if (!expired(operation)) return;
      operations.delete(operation.id);
    }
  };
  return {
    add(fields) {
      sweep();
      const operation = { ...fields, id: randomUUID(), createdMs: clock.now(), result: null };
      operations.set(operation.id, operation);
      return operation;
    },
    find(service, id) {
      const operation = operations.get(id.toLowerCase());
      if (operation === undefined || operation.service !== service || expired(operation)) return null;
      return operation;
    },
    remove: (id) => void operations.delete(id.toLowerCase()),
    reset: () => operations.clear(),
  };
}

/** The first fifth of the time an operation waits in the queue. */
export function statusOf(
  operation: Pick<Operation, 'createdMs' | 'readyMs' | 'fate' | 'result'>,
  now: number,
): OperationStatus {
  const { createdMs, readyMs, fate, result } = operation;
  if (now < createdMs + (readyMs - createdMs) / 5) return 'notStarted';
  if (now < readyMs || result === null || fate === 'stuck') return 'running';
  if (fate !== null && fate !== 'vanished') return 'failed';
  return result.kind === 'read' ? 'succeeded' : 'failed';
}
