import type { Sample } from './ground-truth.ts';
import type { ReadImage } from './reader-client.ts';
import { isInTruth } from './score.ts';

/** Lines whose confidence is from `from` to the next bin's, and the share of them that is in the truth as it was read. */
export interface Bin {
  readonly from: number;
  readonly lines: number;
  readonly right: number;
}

const BINS = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

/** Of the lines of texts: a line of a street scene that is not the plate has no truth. */
export function reliability(samples: readonly Sample[], images: readonly ReadImage[]): Bin[] {
  const lines = samples.flatMap(({ kind, text: truth }, index) =>
    kind === 'text'
      ? images[index]!.lines.map(({ text, confidence }) => ({ confidence, right: isInTruth(text, truth) }))
      : [],
  );
  return BINS.map((from, index) => {
    const to = BINS[index + 1] ?? Number.POSITIVE_INFINITY;
    const inBin = lines.filter(({ confidence }) => confidence >= from && confidence < to);
    return { from, lines: inBin.length, right: inBin.filter(({ right }) => right).length / inBin.length };
  });
}
