import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ROOT } from '../samples-truth.ts';
import { numbersFrom } from './numbers-from.ts';

it.each([
  [0, 1],
  [-0.2, 1.2],
  [0.001, 86_400_000],
])('numbers from %d to %d reach every tenth of the range, and both ends', (min, max) => {
  const numbers = fc.sample(numbersFrom(min, max), { numRuns: 2000, seed: 1 });
  expect(numbers.every((number) => number >= min && number <= max)).toBe(true);
  expect(numbers).toEqual(expect.arrayContaining([min, max]));
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const number of numbers) {
    const tenth = Math.min(9, Math.floor((10 * (number - min)) / (max - min)));
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  expect(Math.min(...tenths)).toBeGreaterThan(60);
});

it('every property over a range takes its numbers from here', () => {
  const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' });
  const others = files.filter(
    (file) =>
      file.endsWith('.ts') &&
      /\bfc\s*\.(?:double|float)\(\{[^}]*\bm(?:in|ax)\b/.test(readFileSync(join(ROOT, 'test', file), 'utf8')),
  );
  expect(others).toEqual([]);
});
