import { reasonOf } from './abort.ts';
import type { Slot } from './slots.ts';

interface Waiter {
  readonly bytes: number;
  readonly enter: () => void;
}

/** Room for a number of bytes, given in order of arrival. What is larger than all of it has it alone. */
export class ByteBudget {
  readonly #limit: number;
  #used = 0;
  readonly #waiters = new Set<Waiter>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws the signal's reason, at once, when it is aborted before there is room */
  take(bytes: number, signal: AbortSignal): Promise<Slot> {
    return new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const onAbort = (): void => {
        this.#waiters.delete(waiter);
        reject(reasonOf(signal));
        this.#letIn();
      };
      const enter = (): void => {
        signal.removeEventListener('abort', onAbort);
        this.#used += bytes;
        resolve(this.#slotOf(bytes));
      };
      const waiter: Waiter = { bytes, enter };
      signal.addEventListener('abort', onAbort);
      this.#waiters.add(waiter);
      this.#letIn();
    });
  }

  #slotOf(bytes: number): Slot {
    let held = bytes;
    return () => {
      this.#used -= held;
      held = 0;
      this.#letIn();
    };
  }

  #letIn(): void {
    for (const waiter of this.#waiters) {
      if (this.#used > 0 && this.#used + waiter.bytes > this.#limit) return;
      this.#waiters.delete(waiter);
      waiter.enter();
    }
  }
}
