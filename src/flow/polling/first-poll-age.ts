/** The part of the operations that the first poll is to find ended. */
const QUANTILE = 0.9;
const LONGEST_MS = 30_000;
/** Until a poll has found a result, the age is so much greater than that of the oldest operation that was polled. */
const AHEAD = 1.2;
/** Ages in this proportion count as one. */
const SAME = 1.1;
/** So many late polls in a row show that operations take longer. */
const LATE_POLLS = 3;
/** The least part of a step, for an age that is nearly right, and after how many polls it comes to that. */
const LEAST_GAIN = 0.2;
const SETTLED = 40;

/**
 * Follows a quantile of the times that operations take, from polls alone: each one says only whether its operation had
 * ended. As long as none has, the age is ahead of the oldest one, so that the others wait for what its poll says. From then on
 * the steps are such that the age rests where nine first polls in ten find a result (Robbins and Monro 1951).
 *
 * Source: https://doi.org/10.1214/aoms/1177729586
 */
export class FirstPollAge {
  readonly #shortestMs: number;
  #ageMs: number;
  #counted = 0;
  /** Greatest age at which a poll left, until one has found a result. */
  #askedMs = 0;
  /** Polls in a row that were late and found no result. */
  #lateRunning = 0;
  #state: 'unknown' | 'only running ones' | 'found' = 'unknown';

  constructor(startMs: number, shortestMs: number) {
    this.#shortestMs = shortestMs;
    this.#ageMs = Math.max(startMs, shortestMs);
  }

  get ms(): number {
    return this.#state === 'found' ? this.#ageMs : this.#within(Math.max(this.#ageMs, AHEAD * this.#askedMs));
  }

  /** First polls that said something about the age. */
  get counted(): number {
    return this.#counted;
  }

  /** A poll leaves `ageMs` after its operation began. One that had to wait for its turn is no reason for others to wait. */
  leaves(ageMs: number): void {
    if (ageMs <= SAME * this.ms) this.#askedMs = Math.max(this.#askedMs, ageMs);
  }

  /**
   * A poll `ageMs` after the operation began found a result, or not. Once a result was found, only first polls count, and one that
   * was much later or earlier than the age says nothing.
   */
  note(ageMs: number, found: boolean, isFirst = true): void {
    if (this.#state === 'found') {
      if (isFirst) this.#step(ageMs, found);
      return;
    }
    if (!found) {
      this.#state = 'only running ones';
      this.#ageMs = this.#within(Math.max(this.#ageMs, AHEAD * ageMs));
      return;
    }
    // Nearly right, for those seen to be running were hardly younger.
    if (this.#state === 'only running ones') this.#counted = SETTLED;
    this.#state = 'found';
    this.#ageMs = this.#within(Math.min(this.#ageMs, ageMs));
    if (isFirst) this.#step(ageMs, found);
  }

  #step(ageMs: number, found: boolean): void {
    if (!this.#tells(ageMs, found)) return;
    this.#counted += 1;
    const gain = Math.max(LEAST_GAIN, 1 / (1 + ((1 / LEAST_GAIN - 1) * this.#counted) / SETTLED));
    this.#ageMs = this.#within(this.#ageMs * (found ? 1 - (1 - QUANTILE) * gain : 1 + QUANTILE * gain));
  }

  #tells(ageMs: number, found: boolean): boolean {
    if (ageMs <= SAME * this.#ageMs) return found || ageMs >= this.#ageMs / SAME;
    // Of the polls that had to wait for their turn, those that find a result say nothing, so one that does not must not count alone.
    this.#lateRunning = found ? 0 : this.#lateRunning + 1;
    return this.#lateRunning >= LATE_POLLS;
  }

  #within(ms: number): number {
    return Math.min(LONGEST_MS, Math.max(this.#shortestMs, ms));
  }
}
