import pLimit from 'p-limit';
import { reasonOf } from './abort.ts';

/** Gives a slot back; a second call does nothing. */
export type Slot = () => void;

/** A fixed number of slots, taken in order of arrival. */
export interface Slots {
  /** @throws the signal's reason, at once, when it is aborted before there is a slot */
  take(signal: AbortSignal): Promise<Slot>;
}

/** @throws RangeError when `count` is not a whole number of at least 1 */
export function createSlots(count: number): Slots {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new RangeError(`The number of slots is ${count}: give a whole number of at least 1.`);
  }
  const limit = pLimit(count);
  return {
    take: (signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const onAbort = (): void => reject(reasonOf(signal));
        signal.addEventListener('abort', onAbort);
        void limit(() => {
          signal.removeEventListener('abort', onAbort);
          if (signal.aborted) return;
          return new Promise<void>((giveBack) => resolve(giveBack));
        });
      }),
  };
}
