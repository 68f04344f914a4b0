import type { Word } from '../reading.ts';

/** A confidence as a service gives it: 0 to 1, else null. */
export function confidenceFrom(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}

/** The services rate words, not lines: a line's confidence is the mean of its words', null without any. */
export function meanConfidence(rated: readonly Pick<Word, 'confidence'>[]): number | null {
  const known = rated.map(({ confidence }) => confidence).filter((confidence) => confidence !== null);
  return known.length === 0 ? null : known.reduce((sum, confidence) => sum + confidence, 0) / known.length;
}
