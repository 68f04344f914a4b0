/** Before anything is known: one operation in a hundred, as if a hundred images had been seen. */
const ASSUMED_FAILURES = 1;
const ASSUMED_OPERATIONS = 100;

/** At most so large a part of the good images may fail in all of their operations. */
const LOST_IMAGES = 1e-6;

const FEWEST_SUBMITS = 2;
const MOST_SUBMITS = 5;

/**
 * How often a service fails on an image for no reason of the image, by the images that it read in the end. Every operation
 * may be billed: an image that always fails should cost few of them where the service fails on no other, and a good one is not
 * given up where it fails on many.
 */
export class FailureRate {
  #failures = 0;
  #operations = 0;

  /** An image was read after so many operations that failed. */
  read(failures: number): void {
    this.#failures += failures;
    this.#operations += failures + 1;
  }

  /** When so many operations have failed on an image, the image is the cause; from 2 to 5. */
  get submits(): number {
    const rate = (ASSUMED_FAILURES + this.#failures) / (ASSUMED_OPERATIONS + this.#operations);
    // The logarithms are not exact.
    const needed = Math.ceil(Math.log(LOST_IMAGES) / Math.log(rate) - 1e-9);
    return Math.min(Math.max(needed, FEWEST_SUBMITS), MOST_SUBMITS);
  }
}
