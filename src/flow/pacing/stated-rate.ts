import type { RateLaw, Rejection, RunFacts } from './rate-law.ts';

const OUTCOMES = 100;
const TOO_MANY = 5;
const PATIENCE_SECONDS = 30;

/**
 * A rate that the user has stated: it neither grows nor falls. Where the service rejects too much of it for too long, the
 * statement is wrong, and another law takes over beneath it. Slow on purpose: to pace at a wrong rate for half a minute
 * costs less than to leave a right one.
 */
export class StatedRate implements RateLaw {
  readonly #stated: number;
  readonly #instead: () => RateLaw;
  readonly #onWrong: () => void;
  #law: RateLaw | null = null;
  readonly #outcomes: boolean[] = [];
  #rejections = 0;
  #tooManySince: number | null = null;

  /**
   * @param instead the law for a wrong statement
   * @param onWrong called once, when it takes over
   */
  constructor(stated: number, instead: () => RateLaw, onWrong: () => void = () => {}) {
    this.#stated = stated;
    this.#instead = instead;
    this.#onWrong = onWrong;
  }

  get rate(): number {
    return this.#law?.rate ?? this.#stated;
  }

  accepted(run: RunFacts): void {
    this.#law?.accepted(run);
  }

  rejected(rejection: Rejection): void {
    this.#law?.rejected(rejection);
  }

  observed(rejected: boolean, now: number): void {
    if (this.#law !== null) return;
    this.#outcomes.push(rejected);
    if (rejected) this.#rejections += 1;
    if (this.#outcomes.length > OUTCOMES && this.#outcomes.shift() === true) this.#rejections -= 1;
    if (this.#outcomes.length < OUTCOMES || this.#rejections < TOO_MANY) this.#tooManySince = null;
    else this.#tooManySince ??= now;
    if (this.#tooManySince !== null && now - this.#tooManySince >= PATIENCE_SECONDS) {
      this.#law = this.#instead();
      this.#onWrong();
    }
  }
}
