import { expect, it } from 'vitest';
import { plateTextFirst } from '../../../src/ocr/plates/plate-text-first.ts';
import type { Line } from '../../../src/ocr/reading.ts';

const line = (text: string, height: number): Line => ({
  text,
  confidence: 0.9,
  box: [0, 0, 50, 0, 50, height, 0, height],
  words: [],
});
const order = (...lines: Line[]): string[] => plateTextFirst(lines).map(({ text }) => text);

it('puts the plate before the country band above it', () => {
  expect(order(line('BRASIL', 10), line('XYZ4H27', 40), line('RIVER STATE', 12))).toEqual([
    'XYZ4H27',
    'BRASIL',
    'RIVER STATE',
  ]);
});

it('keeps the two rows of a motorcycle plate in order', () => {
  expect(order(line('BRASIL', 10), line('YWK', 38), line('4T82', 40))).toEqual(['YWK', '4T82', 'BRASIL']);
});

it('measures a turned line by its own height', () => {
  const turned: Line = { ...line('TURNED', 0), box: [40, 0, 40, 100, 0, 100, 0, 0] };
  expect(order(line('SMALL', 12), turned)).toEqual(['TURNED', 'SMALL']);
});

it('has nothing to order where nothing was read', () => {
  expect(order()).toEqual([]);
});
