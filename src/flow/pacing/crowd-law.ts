import type { Cut, SteadyLaw } from './adaptive-rate.ts';

/** Part of the rate that is left after a rejection. */
const DECREASE = 0.7;

/** The share of rejections that the growth settles at. */
const REJECTED_SHARE = 0.0125;

/**
 * For one of many clients that do not know of each other. Additive increase by the same amount per second for everyone,
 * and multiplicative decrease, make their rates equal (Chiu and Jain 1989). The estimate is mostly noise here.
 * The increase follows the share of rejections, which is the same for all.
 *
 * Source: https://doi.org/10.1016/0169-7552(89)90019-6
 */
export class CrowdLaw implements SteadyLaw {
  readonly #start: number;
  #increase: number;

  /** @param increase requests per second, per second */
  constructor(increase: number) {
    this.#start = increase;
    this.#increase = increase;
  }

  begin(): void {}

  grow(rate: number) {
    const grown = rate + this.#increase / rate;
    this.#increase *= 1 + 0.05 * REJECTED_SHARE;
    // Drawn to its start, so that processes of different ages grow alike.
    this.#increase *= (this.#start / this.#increase) ** 0.0005;
    return { rate: grown };
  }

  cut(rate: number, { capacity, shortAgain }: Cut): number {
    this.#increase *= 0.95;
    return DECREASE * (shortAgain ? capacity : rate);
  }
}
