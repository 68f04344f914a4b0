import type { Word } from '../reading.ts';

/** The confidence that a service returned, 0 to 1; null when it is missing or invalid. */
export function confidenceFrom(value: unknown): number | null {
  return typeof value === 'number' && value >= 0 && value <= 1 ? value : null;
}

/**
 * A line's confidence: the mean of its words' confidences, because the services rate only words; null without words.
 */
export function meanConfidence(rated: readonly Pick<Word, 'confidence'>[]): number | null {
  const known = rated.map(({ confidence }) => confidence).filter((confidence) => confidence !== null);
  return known.length === 0 ? null : known.reduce((sum, confidence) => sum + confidence, 0) / known.length;
}
