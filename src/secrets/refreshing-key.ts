import type { Clock } from '../flow/clock.ts';
import { neverAborted, orAborted } from '../flow/abort.ts';
import type { Secret } from './secret.ts';

/** One state of a key; `generation` rises when the value changes. */
export interface KeyVersion {
  readonly value: Secret;
  readonly generation: number;
}

/** Time without another fetch after one that found the same value, so that a thousand rejected items do not send the vault a thousand requests. */
const COOLDOWN_MS = 30_000;

/**
 * A key that may be rotated during the job. All requests that the service rejects share one fetch; an item that was
 * rejected later with an old key gets the newer one.
 */
export class RefreshingKey {
  readonly #fetch: (signal: AbortSignal) => Promise<Secret>;
  readonly #clock: Clock;
  #version: KeyVersion;
  #flight: Promise<void> | null = null;
  #cooldownUntil = -Infinity;

  /** @param fetch reads the source; it needs its own time limit, because several items share it */
  constructor(value: Secret, fetch: (signal: AbortSignal) => Promise<Secret>, clock: Clock) {
    this.#version = { value, generation: 1 };
    this.#fetch = fetch;
    this.#clock = clock;
  }

  current(): KeyVersion {
    return this.#version;
  }

  /**
   * The version to use after a service rejected `generation`; the same generation when the source has no newer one, so
   * that the service's error is reported.
   *
   * @throws what the source throws, for all callers that wait
   * @throws the signal's reason, at once; the fetch continues for the others
   */
  async refresh(generation: number, signal: AbortSignal): Promise<KeyVersion> {
    signal.throwIfAborted();
    const stale = generation < this.#version.generation;
    if (!stale && (this.#flight !== null || this.#clock.now() >= this.#cooldownUntil)) {
      this.#flight ??= this.#fetchAgain().finally(() => {
        this.#flight = null;
      });
      await orAborted(this.#flight, signal);
    }
    return this.#version;
  }

  async #fetchAgain(): Promise<void> {
    const value = await this.#fetch(neverAborted);
    const { value: old, generation } = this.#version;
    if (value.equals(old)) this.#cooldownUntil = this.#clock.now() + COOLDOWN_MS;
    else this.#version = { value, generation: generation + 1 };
  }
}
