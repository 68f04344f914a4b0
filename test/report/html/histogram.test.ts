import { expect, it } from 'vitest';
import { histogram } from '../../../src/report/html/histogram.ts';

it('has a bar of its height for each part, and a sentence for those who do not see it', () => {
  const { source } = histogram([0, 1, 0, 0, 0, 0, 0, 0, 1000, 2000]);
  expect(Array.from(source.matchAll(/height="([\d.]+)"/g), (match) => match[1])).toEqual([
    '0.0',
    '1.0',
    ...Array.from({ length: 6 }, () => '0.0'),
    '50.0',
    '100.0',
  ]);
  expect(source).toContain('aria-label="Rows by confidence: 2000 of 3001 have 0.9 or more"');
});

it('says that there is nothing to count', () => {
  expect(histogram([0, 0]).source).toContain('No row has a confidence.');
});
