import { simulate } from '../../test/support/simulation/simulate.ts';
import type { Measures } from './report.ts';

const SIZES = [10, 25, 50, 100, 200, 400];
export const SHARES = [5, 10, 20, 30, 60];

const SEEDS = [1, 2, 3, 4, 5];

/** Wall time over the bound by the size of mini-batches, for a process with this share; the median of five runs. */
export function wallBySize(share: number): Measures {
  return Object.fromEntries(
    SIZES.map((miniBatch) => {
      const of = { perSecond: share, stated: share, images: 2 * miniBatch, miniBatch };
      const walls = SEEDS.map((seed) => simulate(of, seed).wall).toSorted((a, b) => a - b);
      return [`of ${miniBatch}`, walls[2] ?? null];
    }),
  );
}
