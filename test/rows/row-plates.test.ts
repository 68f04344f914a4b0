import { expect, it } from 'vitest';
import type { Outcome } from '../../src/batch/outcome.ts';
import { parsePlateFormats } from '../../src/plates/parse-plate-formats.ts';
import { formatCsvRow } from '../../src/rows/csv-row.ts';
import { toRow } from '../../src/rows/to-row.ts';
import { itemsOf, readingOf } from '../support/items.ts';

const [item] = itemsOf(['/d/a.jpg']);
const read = (...texts: string[]): Outcome => ({
  kind: 'read',
  item: item!,
  durationMs: 1,
  sha256: 'ab'.repeat(32),
  reading: readingOf(...texts),
});
const rowOf = (outcome: Outcome, formats = '') =>
  toRow(outcome, {
    engine: 'offline',
    detail: 'text',
    plateFormats: parsePlateFormats(formats),
    metadataOf: () => null,
  });

it('a row has the plates among its lines, whatever its detail', () => {
  expect(rowOf(read('PP-587A0'))).toMatchObject({
    text: 'PP-587A0',
    plates: [{ text: 'PP587A0', raw: 'PP-587A0', format: null }],
  });
});

it('in the formats that were named', () => {
  expect(rowOf(read('PP-587A0'), 'BR,SK')).toMatchObject({
    text: 'PP-587A0',
    plates: [{ text: 'PP587AO', raw: 'PP-587A0', format: 'SK' }],
  });
});

it('of a detected plate whatever it says', () => {
  const outcome = read('GO') as Extract<Outcome, { kind: 'read' }>;
  const box = [0, 0, 20, 0, 20, 20, 0, 20] as const;
  const regions = [{ tag: 'plate', probability: 1, box, text: 'GO', confidence: 0.5 }];
  const row = rowOf({ ...outcome, reading: { ...outcome.reading, regions } });
  expect(row.plates).toMatchObject([{ text: 'GO', confidence: 0.5 }]);
});

it('a row has an empty list of plates where there is none', () => {
  expect(rowOf({ kind: 'skipped', item: item!, durationMs: 1 }).plates).toEqual([]);
  expect(rowOf(read()).plates).toEqual([]);
  expect(rowOf(read('Keys and access')).plates).toEqual([]);
});

it('a CSV row has the most certain plate', () => {
  expect(formatCsvRow(rowOf(read('AB 123 CD')))).toMatch(/,AB123CD,,1$/);
  expect(formatCsvRow(rowOf(read()))).toMatch(/,,,1$/);
});
