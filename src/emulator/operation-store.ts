import { randomUUID } from 'node:crypto';
import type { Reading } from '../ocr/reading.ts';
import type { ForcedOutcome } from './faults/fault.ts';
import type { ServiceName } from './operations.ts';
import type { Clock } from '../flow/clock.ts';

export type OperationStatus = 'notStarted' | 'running' | 'succeeded' | 'failed';

export interface StoredOperation {
  readonly id: string;
  readonly service: ServiceName;
  readonly sha256: string;
  readonly createdMs: number;
  /** The earliest time at which the operation is done; later when the reader is slower. */
  readyMs: number;
  /** Set by a fault rule; null when `result` decides. */
  readonly forcedOutcome: ForcedOutcome | null;
  /** The page numbers requested. */
  readonly pages: readonly number[];
  result: OperationResult | null;
}

export type OperationResult =
  | { readonly kind: 'read'; readonly reading: Reading }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/** Stores operations until their lifetime is over. */
export class OperationStore {
  readonly #operations = new Map<string, StoredOperation>();
  readonly #lifetimeMs: (service: ServiceName) => number;
  readonly #clock: Clock;

  constructor(lifetimeMs: (service: ServiceName) => number, clock: Clock) {
    this.#lifetimeMs = lifetimeMs;
    this.#clock = clock;
  }

  add(fields: Omit<StoredOperation, 'id' | 'createdMs' | 'result'>): StoredOperation {
    this.#sweep();
    const operation = { ...fields, id: randomUUID(), createdMs: this.#clock.now(), result: null };
    this.#operations.set(operation.id, operation);
    return operation;
  }

  /** Null when unknown, expired or deleted. */
  find(service: ServiceName, id: string): StoredOperation | null {
    const operation = this.#operations.get(id.toLowerCase());
    if (operation === undefined || operation.service !== service || this.#isExpired(operation)) return null;
    return operation;
  }

  remove(id: string): void {
    this.#operations.delete(id.toLowerCase());
  }

  reset(): void {
    this.#operations.clear();
  }

  #sweep(): void {
    for (const operation of this.#operations.values()) {
      if (!this.#isExpired(operation)) return;
      this.#operations.delete(operation.id);
    }
  }

  #isExpired({ createdMs, service }: StoredOperation): boolean {
    return this.#clock.now() >= createdMs + this.#lifetimeMs(service);
  }
}

/** An operation waits in the queue for the first fifth of its time. */
export function statusOf(
  operation: Pick<StoredOperation, 'createdMs' | 'readyMs' | 'forcedOutcome' | 'result'>,
  now: number,
): OperationStatus {
  const { createdMs, readyMs, forcedOutcome, result } = operation;
  if (now < createdMs + (readyMs - createdMs) / 5) return 'notStarted';
  if (now < readyMs || result === null || forcedOutcome === 'stuck') return 'running';
  if (forcedOutcome !== null && forcedOutcome !== 'vanished') return 'failed';
  return result.kind === 'read' ? 'succeeded' : 'failed';
}
