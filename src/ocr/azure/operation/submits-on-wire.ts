import { reasonOf } from '../../../flow/abort.ts';
import { RunTimeoutError } from '../../../flow/run-timeout-error.ts';

/**
 * The submits in progress, by content. One that has left is paid for, so the end of its mini-batch's time does not abort it:
 * its response has the id that the next attempt goes on with. The limit of a request ends it.
 */
export class SubmitsOnWire {
  readonly #ends = new Map<string, Promise<unknown>>();

  /** @param submit stores the id itself: nobody may be there any more to take it */
  async send<T>(
    sha256: string,
    submit: (signal: AbortSignal) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    const own = new AbortController();
    const onAbort = (): void => {
      if (!(signal.reason instanceof RunTimeoutError)) own.abort(reasonOf(signal));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    const sent = submit(own.signal).finally(() => signal.removeEventListener('abort', onAbort));
    const end = sent.catch(() => {}).finally(() => this.#ends.delete(sha256));
    this.#ends.set(sha256, end);
    return sent;
  }

  /** Resolves when no submit of this content is in progress. */
  async ended(sha256: string): Promise<void> {
    await this.#ends.get(sha256);
  }
}
