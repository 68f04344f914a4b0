import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TabularRow } from '../../../src/contract/mini-batch.ts';
import { toInput } from './to-input.ts';
import { itemCount, type MiniBatchTask } from '../../../src/replay/input/split.ts';
import { cutTables } from '../../../src/replay/table/cut-tables.ts';
import { readPart } from '../../../src/replay/table/read-part.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const cell = fc.oneof(
  fc.constantFrom('', ' ', 'NA', '007', '1.0', 'a b', 'ü車', '"', ',', '\t', 'x\ny', '\r\n', "'"),
  fc.string(),
);
/** Never blank, so that no row is an empty line. */
const rows = fc.array(fc.tuple(fc.constantFrom('k', '"', 'l\nm'), cell, cell), {
  minLength: 1,
  maxLength: 20,
});
const columns = ['file', 'b c', 'ä'];

const FORMATS = ['csv', 'tsv', 'jsonl'] as const;

function toText(
  format: (typeof FORMATS)[number],
  table: readonly (readonly string[])[],
  end: string,
): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines =
    format === 'jsonl'
      ? table.map((row) => JSON.stringify(toRow(row)))
      : [columns, ...table].map((row) => row.map(quoted).join(format === 'csv' ? ',' : '\t'));
  return lines.join(end);
}

const toRow = (row: readonly string[]): TabularRow =>
  Object.fromEntries(columns.map((name, index) => [name, row[index] || null]));

async function cut(files: readonly string[], bytes: number) {
  const warnings: string[] = [];
  const parts = (async function* () {
    yield { folder: null, files };
  })();
  const tasks: MiniBatchTask[] = [];
  for await (const task of cutTables(parts, bytes, (text) => warnings.push(text))) tasks.push(task);
  return { tasks, warnings };
}

async function fileWith(name: string, text: string): Promise<string> {
  const file = join(await temporaryFolder(), name);
  await writeFile(file, text);
  return file;
}

describe.each(FORMATS)('a table in %s', (format) => {
  it('is cut so that each row is in one mini-batch, in turn, as it is in the file', async () => {
    const folder = await temporaryFolder();
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 300 }),
        fc.constantFrom('\n', '\r\n', '\n\n'),
        fc.constantFrom('', '\u{FEFF}'),
        async (table, bytes, end, bom) => {
          const file = join(folder, `table.${format}`);
          await writeFile(file, bom + toText(format, table, end));
          const { tasks } = await cut([file], bytes);
          const read = await Promise.all(tasks.map((task) => readPart(toInput(task))));
          expect(read.flat()).toEqual(table.map(toRow));
          expect(read.map((part) => part.length)).toEqual(tasks.map(itemCount));
          expect(tasks.map(({ index }) => index)).toEqual(tasks.map((_, index) => index));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('has mini-batches of the size given, unless one row is larger [Z01]', async () => {
    const table = Array.from({ length: 50 }, (_, index) => [`row ${index}`, 'x'.repeat(index), 'y']);
    const { tasks } = await cut([await fileWith(`t.${format}`, toText(format, table, '\n'))], 200);
    expect(tasks.length).toBeGreaterThan(5);
    const many = tasks.filter((task) => itemCount(task) > 1);
    const sizes = many
      .flatMap((task) => task.table?.sources ?? [])
      .flatMap(({ ranges }) => ranges)
      .map(([start, end]) => end - start);
    expect(sizes.filter((bytes) => bytes > 200)).toEqual([]);
  });
});

it('never puts rows of two files into one mini-batch [Z03]', async () => {
  const files = await Promise.all(['a', 'b', 'c'].map((name) => fileWith(`${name}.csv`, `file\n${name}\n`)));
  const { tasks } = await cut(files, 1_000_000);
  expect(tasks.map(({ index, files: own }) => [index, own])).toEqual(
    files.map((file, index) => [index, [file]]),
  );
});

it('makes no mini-batch of a table without rows [Z05]', async () => {
  const files = await Promise.all([fileWith('a.csv', 'file\n'), fileWith('b.csv', 'file\nx\n')]);
  const { tasks } = await cut(files, 1000);
  expect(tasks.map(({ index, files: own }) => [index, own])).toEqual([[0, [files[1]]]]);
});

it('takes a row that lacks its last fields, and a quote within a field', async () => {
  const file = await fileWith('t.csv', 'a,b\n1\n5" pipe,2\n');
  const { tasks } = await cut([file], 1000);
  expect(await readPart(toInput(tasks[0] as MiniBatchTask))).toEqual([
    { a: '1', b: null },
    { a: '5" pipe', b: '2' },
  ]);
});

it('warns once of a file with line breaks within quotes, which AML takes for ends of rows', async () => {
  const file = await fileWith('t.csv', 'a,b\n1,2\n"x\ny",3\n"x\ny",4\n');
  const { tasks, warnings } = await cut([file], 1000);
  expect(tasks.map(itemCount)).toEqual([3]);
  expect(warnings).toEqual([expect.stringMatching(/t\.csv: row 2 has a line break within quotes/)]);
});

it.each([
  ['t.csv', 'a,b\n1,2,3\n', /t\.csv is no table that can be read: .*expect 2, got 3 on line 2\.$/],
  ['t.csv', 'a,b\n"1,2\n', /t\.csv is no table that can be read: Quote Not Closed/],
  ['t.jsonl', '{"a":1}\n[2]\n', /line 2 is no JSON object\.$/],
  ['t.jsonl', '{"a":1}\n{"a":\n', /line 2 is no JSON object\.$/],
  ['t.jpg', 'a', /its name does not end in \.csv, .* Leave it out with --include or --exclude\.$/],
  ['t.csv', 'a,b\n', /^INPUT: the tables have no row/],
  ['t.csv', '', /^INPUT: the tables have no row/],
])('rejects %s with %j', async (name, text, message) => {
  await expect(cut([await fileWith(name, text)], 1000)).rejects.toThrow(message);
});

it('rejects a table that cannot be opened', async () => {
  await expect(cut([join(await temporaryFolder(), 'none.csv')], 1000)).rejects.toThrow(
    /none\.csv is no table that can be read: .*\(ENOENT\)\.$/,
  );
});
