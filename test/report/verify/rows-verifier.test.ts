import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LineBytes, readLines, TooLongLine } from '../../../src/report/verify/read-lines.ts';
import { compareImages } from '../../../src/report/verify/images.ts';
import { RowsVerifier } from '../../../src/report/verify/rows-verifier.ts';
import { formatCsvRow } from '../../../src/rows/csv-row.ts';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { rowOf } from './row-text.ts';

/** Finds its duplicates among these lines. */
function verifierOver(lines: readonly LineBytes[]): RowsVerifier {
  return new RowsVerifier((wanted) => {
    let offset = 0;
    const line = lines.find(({ length }) => {
      offset += length + 1;
      return offset > wanted;
    });
    return Buffer.from(line!.toString());
  });
}

function verifierOf(lines: readonly (string | Buffer)[]): RowsVerifier {
  const bytes = lines.map((line) => Buffer.from(line));
  const verifier = verifierOver(bytes);
  for (const line of bytes) verifier.add(line);
  return verifier;
}

describe('RowsVerifier', () => {
  it('counts every line as one of: row, duplicate, broken line', () => {
    const line = fc.oneof(
      fc.constantFrom('', '{"file":', 'x'),
      fc.record({
        file: fc.constantFrom('a', 'b', 'c'),
        text: fc.constantFrom('1', '2'),
        duration_ms: fc.nat(9),
      }),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const made = lines.map((one) =>
          typeof one === 'string' ? one : formatJsonRow(rowOf(one.file, one)),
        );
        const verifier = verifierOf(made);
        const { rows, identical, conflicting, broken } = verifier;
        expect(rows + identical.count + conflicting.count + broken.count).toBe(lines.length);
        expect([...verifier.byStatus.values()].reduce((sum, count) => sum + count, 0)).toBe(rows);
      }),
    );
  });

  it('tells a mini-batch that was appended twice from a contradiction', () => {
    const verifier = verifierOf([
      formatJsonRow(rowOf('a', { duration_ms: 1 })),
      formatJsonRow(rowOf('a', { duration_ms: 2 })),
      formatJsonRow(rowOf('a', { text: 'other' })),
    ]);
    expect(verifier.identical.kept).toEqual([{ file: 'a', line: 2, first_line: 1 }]);
    expect(verifier.conflicting.kept).toEqual([{ file: 'a', line: 3, first_line: 1 }]);
  });

  it('does the same for CSV, its formulas escaped or not, and after a line that is too long', () => {
    const rows = [1, 2].map((duration) => rowOf('=a', { duration_ms: duration }));
    const [first = '', second = ''] = rows.map((row, index) =>
      formatCsvRow(row, index === 0 ? 'keep' : 'escape'),
    );
    const lines = [
      new TooLongLine(7),
      ...[first, second, second.replace('AB 12', 'x')].map((line) => Buffer.from(line)),
    ];
    const verifier = verifierOver(lines);
    for (const line of lines) verifier.add(line);
    expect(verifier.identical.kept).toEqual([{ file: '=a', line: 3, first_line: 2 }]);
    expect(verifier.conflicting.kept).toEqual([{ file: '=a', line: 4, first_line: 2 }]);
  });

  it('names bytes that are no text, and takes CR LF', () => {
    const verifier = verifierOf([Buffer.from([0xff]), `${formatJsonRow(rowOf('a'))}\r`]);
    expect(verifier.broken.kept).toEqual([{ line: 1, problem: 'not valid UTF-8' }]);
    expect(verifier.rows).toBe(1);
  });
});

describe('readLines', () => {
  it('gives the lines whole over the borders of what it reads, and gives up on one without end', async () => {
    const file = join(await temporaryFolder(), 'rows');
    const long = 'é'.repeat(200_000);
    await writeFile(file, `${long}\n\nshort\n${'x'.repeat(500_001)}\nlast`);
    const lines: unknown[] = [];
    for await (const some of readLines(file, new AbortController().signal, 500_000)) {
      lines.push(...some.map((line) => (line instanceof TooLongLine ? line.length : line.toString())));
    }
    expect(lines).toEqual([long, '', 'short', 500_001, 'last']);
  });
});

describe('compareImages', () => {
  const compare = (rows: string[], partition: string | null = null) =>
    compareImages(
      { files: ['/in/x/2020/08/07/a.jpg', '/in/north/b.jpg', '/in/c.jpg'], roots: ['/in'], partition },
      verifierOf(rows.map((file) => formatJsonRow(rowOf(file)))),
      new Set(['c.jpg']),
    );

  it.each([
    [['x/2020/08/07/a.jpg', 'north/b.jpg'], null],
    [['2020/08/07/a.jpg', '/in/north/b.jpg'], null],
    [['08/07/a.jpg', 'north/b.jpg'], '08'],
  ])('%j (partition %s) are all its images', (rows, partition) => {
    const { withRow, failed, missing, unmatched } = compare(rows, partition);
    expect([withRow, failed, missing.kept, unmatched.kept]).toEqual([2, 1, [], []]);
  });

  it('lists what is missing and what is strange', () => {
    const { missing, unmatched } = compare(['a.jpg']);
    expect(missing.kept).toEqual(['/in/x/2020/08/07/a.jpg', '/in/north/b.jpg']);
    expect(unmatched.kept).toEqual(['a.jpg']);
  });
});
