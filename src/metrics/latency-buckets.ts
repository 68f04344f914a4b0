import type { CountTree } from './count-tree.ts';

/** A quantile differs from the true one by no more than this share of it. */
export const RELATIVE_ERROR = 0.01;

const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const SHORTEST_MS = 0.001;
/** A day. Longer times count as one. */
const LONGEST_MS = 86_400_000;

/**
 * The bucket of a time: each is a fixed share wider than the one before, so that about 1,300 of them span a microsecond to
 * a day. Unlike the histogram of node:perf_hooks, whose counts cannot be read, buckets of processes can be added.
 *
 * Source: Masson, Rim, Lee: DDSketch, 2019, https://www.vldb.org/pvldb/vol12/p2195-masson.pdf
 */
export function bucketOf(ms: number): string {
  const within = Math.min(Math.max(ms, SHORTEST_MS), LONGEST_MS);
  return String(Math.ceil(Math.log(within / SHORTEST_MS) / Math.log(GAMMA)));
}

/** The time that the share `quantile` of the counted ones does not exceed, in milliseconds; null without any. */
export function quantileOf(buckets: CountTree, quantile: number): number | null {
  const counts = Object.entries(buckets)
    .map(([bucket, count]) => [Number(bucket), Number(count)] as const)
    .toSorted(([left], [right]) => left - right);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  let left = Math.max(1, Math.ceil(quantile * total));
  for (const [bucket, count] of counts) {
    left -= count;
    if (left <= 0) return (SHORTEST_MS * 2 * GAMMA ** bucket) / (GAMMA + 1);
  }
  return null;
}
