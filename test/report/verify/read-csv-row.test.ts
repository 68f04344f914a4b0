import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROW_STATUSES } from '../../../src/contract/row.ts';
import { readCsvRow } from '../../../src/report/verify/read-csv-row.ts';
import { formatCsvRow } from '../../../src/rows/csv-row.ts';
import { rowOf } from './row-text.ts';

describe('readCsvRow', () => {
  it('reads whatever the worker writes', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, fc.constantFrom(...ROW_STATUSES), fc.boolean(), (file, read, status, bare) => {
        const nothing = { error: null, metadata: null, confidence: null, pages: null, sha256: null };
        const row = rowOf(`x${file}x`, { text: read, status, ...(bare ? nothing : {}) });
        const verdict = readCsvRow(formatCsvRow(row));
        expect(verdict).toMatchObject({ kind: 'row', row: { status, confidence: row.confidence } });
      }),
    );
  });

  it('reads the plate and the warnings, and rows of versions that had none', () => {
    const line = formatCsvRow(rowOf('a'));
    const plates = [{ text: 'AB12', confidence: null }];
    const warnings = [{ code: 'w', message: 'n' }];
    expect(readCsvRow(line)).toMatchObject({ row: { plates, warnings } });
    expect(readCsvRow(line.replace(',AB12,w: n,1', ',AB12,1'))).toMatchObject({ row: { plates } });
    expect(readCsvRow(line.replace(',AB12,w: n,1', ',1'))).toMatchObject({
      kind: 'row',
      row: { plates: [] },
    });
  });

  it('takes no beginning of a row for a row', () => {
    const line = formatCsvRow(rowOf('a', { metadata: null }));
    const beginnings = Array.from({ length: line.length }, (_, end) => line.slice(0, end));
    expect(beginnings.filter((text) => readCsvRow(text).kind === 'row')).toEqual([]);
  });

  it.each([
    ['a,succeeded,x', '3 of 17 CSV columns: torn, or not a row of this worker'],
    ['"a,succeeded', 'torn, or not CSV: a quote is open or out of place'],
    [
      formatCsvRow(rowOf('a')).replace('succeeded', 'good'),
      'status is "good", accepted is one of succeeded, no_text, skipped, failed',
    ],
    [
      formatCsvRow(rowOf('a')).replace('0.5', '7'),
      'confidence is "7", accepted is a number from 0 to 1 or nothing',
    ],
  ])('%s: %s', (line, problem) => {
    expect(readCsvRow(line)).toEqual({ kind: 'broken', problem });
  });
});
