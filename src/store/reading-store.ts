/** The 16 bytes that stand for an image's content, the engine and all options that change the reading. */
export type StoreKey = Buffer;

/** An operation that a service accepted and was paid for. */
export interface PaidOperation {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly submittedAt: number;
}

/**
 * What this run has paid for already, so that it is not paid twice: operation ids and readings by key. What a method
 * without a promise wrote, any process of the node reads, even if this one is killed at once.
 *
 * Nothing here throws. What cannot be written is not stored; what is damaged was never there.
 */
export interface ReadingStore {
  /** Takes in what other processes wrote. Looks at most once a second. */
  refresh(): Promise<void>;
  /** Attempts of all processes that have begun and not ended: they go on, or their process was killed. */
  openAttempts(key: StoreKey): number;
  beginAttempt(key: StoreKey): void;
  /** Ends so many attempts, whichever process began them. */
  endAttempts(key: StoreKey, count: number): void;
  operation(key: StoreKey): Promise<PaidOperation | null>;
  addOperation(key: StoreKey, operation: PaidOperation): void;
  /** The operation has no result and never will. */
  forgetOperation(key: StoreKey): void;
  reading(key: StoreKey): Promise<Buffer | null>;
  addReading(key: StoreKey, reading: Buffer): Promise<void>;
  /** Ends writing. */
  close(): Promise<void>;
}

/** Without a store every image is new. */
export const noStore: ReadingStore = {
  refresh: () => Promise.resolve(),
  openAttempts: () => 0,
  beginAttempt() {},
  endAttempts() {},
  operation: () => Promise.resolve(null),
  addOperation() {},
  forgetOperation() {},
  reading: () => Promise.resolve(null),
  addReading: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
