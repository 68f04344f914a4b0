import { expect, it } from 'vitest';
import type { Row } from '../../src/contract/row.ts';
import type { Reading } from '../../src/ocr/reading.ts';
import { formatCsvRow } from '../../src/rows/csv-row.ts';
import { toRow } from '../../src/rows/to-row.ts';
import { itemsOf, readingOf } from '../support/items.ts';

const WARNINGS = [
  { code: 'incomplete_image', message: 'Cut, off.' },
  { code: 'frames_not_read', message: 'Two.' },
];

function rowOf(reading: Reading): Row {
  const [item] = itemsOf(['/d/a.jpg']);
  if (item === undefined) throw new Error('no item');
  const outcome = { kind: 'read', item, durationMs: 1, reading, sha256: 'ab'.repeat(32) } as const;
  return toRow(outcome, { engine: 'offline', detail: 'lines', plateFormats: [], metadataOf: () => null });
}

it('a row carries what the engine warns of, and nothing otherwise', () => {
  expect(rowOf({ ...readingOf('AB'), warnings: WARNINGS }).warnings).toEqual(WARNINGS);
  expect(rowOf(readingOf('AB'))).not.toHaveProperty('warnings');
});

it('a CSV row has all warnings in one column', () => {
  expect(formatCsvRow(rowOf({ ...readingOf('AB'), warnings: WARNINGS }))).toMatch(
    /,"incomplete_image: Cut, off\. frames_not_read: Two\.",1$/,
  );
});
