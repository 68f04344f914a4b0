/** The part of the operations that the first poll is to find ended. */
const QUANTILE = 0.9;
const LONGEST_MS = 30_000;

/**
 * Follows a quantile of the times that operations take, from polls alone: each one says only whether its operation had
 * ended. The steps are such that the age rests where nine polls in ten find a result (Robbins and Monro 1951).
 *
 * Source: https://doi.org/10.1214/aoms/1177729586
 */
export class FirstPollAge {
  readonly #shortestMs: number;
  #ageMs: number;
  #counted = 0;

  constructor(startMs: number, shortestMs: number) {
    this.#shortestMs = shortestMs;
    this.#ageMs = Math.max(startMs, shortestMs);
  }

  get ms(): number {
    return this.#ageMs;
  }

  /** Polls that said something about the age. */
  get counted(): number {
    return this.#counted;
  }

  /** A first poll `ageMs` after the operation began found a result, or not. One that was much later or earlier says nothing. */
  note(ageMs: number, found: boolean): void {
    const telling = found ? ageMs <= 1.1 * this.#ageMs : ageMs >= 0.9 * this.#ageMs;
    if (!telling) return;
    this.#counted += 1;
    const gain = Math.max(0.2, 1 / (1 + this.#counted / 10));
    this.#ageMs *= found ? 1 - (1 - QUANTILE) * gain : 1 + QUANTILE * gain;
    this.#ageMs = Math.min(LONGEST_MS, Math.max(this.#shortestMs, this.#ageMs));
  }
}
