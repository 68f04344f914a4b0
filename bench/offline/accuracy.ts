import type { Sample } from './ground-truth.ts';
import type { ReadImage } from './reader-client.ts';
import {
  characterErrorRate,
  charactersRight,
  containsFoldedPlate,
  containsPlate,
  isPlate,
  wordsRight,
} from './score.ts';

/** Means over the images of a set, from 0 to 1. */
export interface Accuracy {
  readonly set: string;
  readonly images: number;
  readonly measures: Readonly<Record<string, number>>;
}

type Measure = (image: ReadImage, sample: Sample) => number;

const PLATE_MEASURES: Readonly<Record<string, Measure>> = {
  exact: ({ text }, { text: plate }) => Number(containsPlate(text, plate)),
  folded: ({ text }, { text: plate }) => Number(containsFoldedPlate(text, plate)),
  'plates field': ({ plate: found }, { text: plate }) => Number(isPlate(found, plate)),
};
const TEXT_MEASURES: Readonly<Record<string, Measure>> = {
  words: ({ text }, { text: truth }) => wordsRight(text, truth),
  characters: ({ text }, { text: truth }) => charactersRight(text, truth),
  CER: ({ text }, { text: truth }) => characterErrorRate(text, truth),
};

/** One row per set, and one over each family of sets (`plates_full`, `plates_crop`). */
export function accuracyBySet(samples: readonly Sample[], images: readonly ReadImage[]): Accuracy[] {
  const sets = new Set(samples.map(({ set }) => set));
  const families = new Set([...sets].filter((set) => set.startsWith('plates_')).map(familyOf));
  return [...families, ...sets].map((set) => {
    const members = samples.flatMap((sample, index) =>
      sample.set === set || familyOf(sample.set) === set ? [{ sample, image: images[index]! }] : [],
    );
    const measures = members[0]!.sample.kind === 'plate' ? PLATE_MEASURES : TEXT_MEASURES;
    const means = Object.entries(measures).map(([name, measure]) => {
      const sum = members.reduce((total, { image, sample }) => total + measure(image, sample), 0);
      return [name, sum / members.length] as const;
    });
    return { set, images: members.length, measures: Object.fromEntries(means) };
  });
}

function familyOf(set: string): string {
  return set.split('_', 2).join('_');
}
