import type { PaidOperation } from '../../store/reading-store.ts';

/** Remembers an image's operation, which is paid for, beyond this process. */
export interface OperationMemory {
  /** An operation that may still have a result; null when there is none. */
  recall(): Promise<PaidOperation | null>;
  /** Called as soon as the service has accepted the image. */
  remember(id: string): void;
  /** The operation has no result and never will. */
  forget(): void;
}

/** @param sha256 of the image's content, lower-case hex */
export type OperationMemoryFor = (sha256: string) => OperationMemory;

export const noOperationMemory: OperationMemory = {
  recall: () => Promise.resolve(null),
  remember() {},
  forget() {},
};
