import { expect, it } from 'vitest';
import { wordsOf } from '../../../src/emulator/convert/words-of.ts';

it('a line without words is cut at its spaces, every word as wide as its share', () => {
  const words = wordsOf({
    text: 'ab cde',
    confidence: 0.8,
    words: [],
    box: [0, 0, 60, 0, 60, 10, 0, 10],
  });
  expect(words).toEqual([
    { text: 'ab', confidence: 0.8, box: [0, 0, 20, 0, 20, 10, 0, 10] },
    { text: 'cde', confidence: 0.8, box: [30, 0, 60, 0, 60, 10, 30, 10] },
  ]);
});

it('a confidence that nobody knows is returned as 1', () => {
  const box = [0, 0, 1, 0, 1, 1, 0, 1] as const;
  expect(wordsOf({ text: 'a', confidence: null, box, words: [] })[0]?.confidence).toBe(1);
});
