import { HostGoneError } from '../../../contract/errors.ts';
import { reasonOf } from '../../../flow/abort.ts';

/**
 * The submits in progress, by content. One that has left is paid for, so nothing that ends its read aborts it, neither the error
 * of another image nor the end of its time: the next attempt goes on with its response. The limit of a request ends it, or the
 * end of the process.
 */
export class SubmitsOnWire<T> {
  readonly #ends = new Map<string, Promise<T | undefined>>();

  /** @param submit stores its response itself where no attempt in this process may be there to take it */
  async send(sha256: string, submit: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<T> {
    const own = new AbortController();
    const onAbort = (): void => {
      if (signal.reason instanceof HostGoneError) own.abort(reasonOf(signal));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    const sent = submit(own.signal).finally(() => signal.removeEventListener('abort', onAbort));
    const end = sent.catch(() => undefined).finally(() => this.#ends.delete(sha256));
    this.#ends.set(sha256, end);
    return sent;
  }

  /** Resolves when no submit of this content is in progress, to its response if there was one and it succeeded. */
  async ended(sha256: string): Promise<T | undefined> {
    return this.#ends.get(sha256);
  }
}
