import type { Sample } from './ground-truth.ts';
import { characterErrorRate, containsPlate } from './score.ts';

export interface Accuracy {
  readonly set: string;
  readonly images: number;
  /** Plates: share found. Texts: mean character error rate. */
  readonly ours: number;
  readonly native: number;
}

/** One row per set, and one over each family of plate sets (`plates_full`, `plates_crop`). */
export function accuracyBySet(
  samples: readonly Sample[],
  ours: readonly string[],
  native: readonly string[],
): Accuracy[] {
  const sets = new Set(samples.map((sample) => sample.set));
  const families = new Set([...sets].filter((set) => set.startsWith('plates_')).map(familyOf));
  return [...families, ...sets].map((set) => {
    const members = samples.flatMap((sample, index) =>
      sample.set === set || familyOf(sample.set) === set ? [{ sample, index }] : [],
    );
    const mean = (texts: readonly string[]): number =>
      members.reduce((sum, { sample, index }) => sum + score(sample, texts[index] ?? ''), 0) / members.length;
    return { set, images: members.length, ours: mean(ours), native: mean(native) };
  });
}

function familyOf(set: string): string {
  return set.split('_', 2).join('_');
}

function score(sample: Sample, text: string): number {
  if (sample.kind === 'plate') return containsPlate(text, sample.text) ? 1 : 0;
  return characterErrorRate(text, sample.text);
}
