import type { Accuracy } from './accuracy.ts';
import type { Measurement, Round } from './measure.ts';
import { median } from './score.ts';

/** A target for the engine, and whether this run met it. */
export interface Bound {
  readonly name: string;
  readonly met: boolean;
}

export function reportAccuracy(rows: readonly Accuracy[]): Bound[] {
  console.log(cells(['set', 'images', 'measure', 'ours', 'tesseract']));
  for (const { set, images, ours, native } of rows) {
    console.log(
      cells([set, images, set.startsWith('plates_') ? 'found' : 'CER', percent(ours), percent(native)]),
    );
  }
  const of = (set: string): number => rows.find((row) => row.set === set)?.ours ?? Number.NaN;
  return [
    { name: `plates found in photos >= 75 %: ${percent(of('plates_full'))}`, met: of('plates_full') >= 0.75 },
    { name: `plates found in crops >= 78 %: ${percent(of('plates_crop'))}`, met: of('plates_crop') >= 0.78 },
    { name: `receipts CER <= 12 %: ${percent(of('sroie_receipts'))}`, met: of('sroie_receipts') <= 0.12 },
  ];
}

export function reportSpeed({ rounds, ours, peakMegabytes }: Measurement): Bound[] {
  console.log('');
  console.log(cells(['engine', 'cores', 'images/s', 'peak MB']));
  const rate = (seconds: keyof Round): string =>
    (ours.length / median(rounds.map((round) => round[seconds]))).toFixed(2);
  console.log(cells(['ours', 1, rate('oneCore'), peakMegabytes.oneThread.toFixed(0)]));
  console.log(cells(['ours', 2, rate('twoCores'), peakMegabytes.twoThreads.toFixed(0)]));
  console.log(cells(['tesseract', 1, rate('native'), '']));
  return [
    boundRatio(
      'one core >= 0.8 x tesseract',
      rounds.map((round) => round.native / round.oneCore),
      0.8,
    ),
    boundRatio(
      'two cores >= 1.7 x one core',
      rounds.map((round) => round.oneCore / round.twoCores),
      1.7,
    ),
  ];
}

function boundRatio(target: string, ratios: readonly number[], minimum: number): Bound {
  const each = ratios.map((ratio) => ratio.toFixed(2)).join(' ');
  return {
    name: `${target}: ${median(ratios).toFixed(2)} (median of ${each})`,
    met: median(ratios) >= minimum,
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function cells(values: readonly (string | number)[]): string {
  const [first = '', ...rest] = values;
  return String(first).padEnd(18) + rest.map((value) => String(value).padStart(10)).join('');
}
