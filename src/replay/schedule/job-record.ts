import type { FailedMiniBatch } from './job-plan.ts';
import { countFailed, countProcessed, emptyTally, type Tally } from './tally.ts';

/** A mini-batch that is settled or whose attempt failed. */
export interface RecordedBatch {
  readonly index: number;
  readonly items: number;
}

export interface RecordedFailure extends RecordedBatch {
  /** From 1. */
  readonly attempt: number;
  readonly reason: string;
  readonly message: string;
}

/** What became of each mini-batch of a job so far, in this replay and in the interrupted one that it continues. */
export class JobRecord {
  readonly #runMaxTry: number;
  readonly #settled: Uint8Array;
  /** Failed attempts at mini-batches that are not settled. */
  readonly #attempts = new Map<number, number>();
  readonly #failedAttempts = new Map<string, number>();
  readonly #failedMiniBatches: FailedMiniBatch[] = [];
  /** The number of the last process that was started. */
  processesStarted = 0;
  initFailures = 0;
  #tally: Tally;

  constructor(miniBatches: number, items: number, runMaxTry: number) {
    this.#runMaxTry = runMaxTry;
    this.#settled = new Uint8Array(miniBatches);
    this.#tally = emptyTally(miniBatches, items);
  }

  get tally(): Tally {
    return this.#tally;
  }

  /** Failed attempts by reason, those followed by a successful attempt included. */
  get failedAttempts(): ReadonlyMap<string, number> {
    return this.#failedAttempts;
  }

  get failedMiniBatches(): readonly FailedMiniBatch[] {
    return this.#failedMiniBatches;
  }

  isSettled(index: number): boolean {
    return this.#settled[index] === 1;
  }

  /** Failed attempts at a mini-batch that is not settled. */
  attemptsAt(index: number): number {
    return this.#attempts.get(index) ?? 0;
  }

  /** @param rows that `run` returned */
  processed({ index, items }: RecordedBatch, rows: number): void {
    this.#settle(index, countProcessed(this.#tally, items, rows));
  }

  /** @returns whether it was the last attempt, so that the mini-batch is settled */
  attemptFailed({ index, items, attempt, reason, message }: RecordedFailure): boolean {
    this.#failedAttempts.set(reason, (this.#failedAttempts.get(reason) ?? 0) + 1);
    if (attempt < this.#runMaxTry) {
      this.#attempts.set(index, attempt);
      return false;
    }
    this.#failedMiniBatches.push({ index, items, attempts: attempt, error: { reason, message } });
    this.#settle(index, countFailed(this.#tally, items));
    return true;
  }

  #settle(index: number, tally: Tally): void {
    this.#tally = tally;
    this.#settled[index] = 1;
    this.#attempts.delete(index);
  }
}
