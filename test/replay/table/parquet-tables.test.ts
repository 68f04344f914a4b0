import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import type { TabularRow } from '../../../src/contract/mini-batch.ts';
import { itemCount, type MiniBatchTask } from '../../../src/replay/input/split.ts';
import { cutTablePartitions } from '../../../src/replay/table/cut-table-partitions.ts';
import { cutTables } from '../../../src/replay/table/cut-tables.ts';
import { openParquet } from '../../../src/replay/table/parquet-file.ts';
import { readPart } from '../../../src/replay/table/read-part.ts';
import { groupedBy } from '../../support/grouped.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { toInput } from './to-input.ts';

interface Row {
  readonly file: string | null;
  readonly store: string;
  readonly n: number | null;
}

const row: fc.Arbitrary<Row> = fc.record({
  file: fc.option(fc.string()),
  store: fc.constantFrom('a', 'b', 'ü'),
  n: fc.option(fc.maxSafeInteger()),
});
const rows = fc.array(row, { minLength: 1, maxLength: 40 });

async function write(path: string, table: readonly Row[], rowGroupSize: number): Promise<void> {
  const columnData = [
    { name: 'file', data: table.map(({ file }) => file), type: 'STRING', nullable: true },
    { name: 'store', data: table.map(({ store }) => store), type: 'STRING' },
    { name: 'n', data: table.map(({ n }) => (n === null ? null : BigInt(n))), type: 'INT64', nullable: true },
  ] as const;
  await writeFile(path, Buffer.from(parquetWriteBuffer({ columnData: [...columnData], rowGroupSize })));
}

async function* grouped(files: readonly string[]) {
  yield { folder: null, files };
}

async function all(tasks: AsyncIterable<MiniBatchTask>): Promise<MiniBatchTask[]> {
  const list: MiniBatchTask[] = [];
  for await (const task of tasks) list.push(task);
  return list;
}

const cut = (files: readonly string[], bytes: number) => all(cutTables(grouped(files), bytes, () => {}));
const read = (tasks: readonly MiniBatchTask[]): Promise<(readonly TabularRow[])[]> =>
  Promise.all(tasks.map((task) => readPart(toInput(task))));

describe('a table in Parquet', () => {
  it('is cut between its row groups so that each row is in one mini-batch, in turn [Z08]', async () => {
    const path = join(await temporaryFolder(), 't.parquet');
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 2000 }),
        async (table, size, bytes) => {
          await write(path, table, size);
          const tasks = await cut([path], bytes);
          const parts = await read(tasks);
          expect(parts.flat()).toEqual(table);
          expect(parts.map((part) => part.length)).toEqual(tasks.map(itemCount));
          const file = await openParquet(path);
          await file.close();
          const ends = new Set(file.rowGroups.map((group) => group.rows[1]));
          for (const task of tasks) {
            const [[start, end] = [0, 0]] = task.table?.sources[0]?.ranges ?? [];
            expect(ends).toContain(end);
            const groups = file.rowGroups.filter((group) => group.rows[0] >= start && group.rows[1] <= end);
            const together = groups.reduce((sum, group) => sum + group.bytes, 0);
            expect(groups.length === 1 || together <= bytes).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('is one mini-batch where it has one row group, whatever its size', async () => {
    const path = join(await temporaryFolder(), 't.PARQUET');
    await write(path, fc.sample(row, 30), 30);
    expect((await cut([path], 1)).map(itemCount)).toEqual([30]);
  });

  it('has its rows with the same keys in one mini-batch', async () => {
    const path = join(await temporaryFolder(), 't.parquet');
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (table, size) => {
        await write(path, table, size);
        const tasks = await all(cutTablePartitions(grouped([path]), ['store', 'n'], () => {}));
        const expected = groupedBy(table, ({ store, n }) => JSON.stringify({ store, n }));
        expect(tasks.map(({ partition }) => JSON.stringify(partition))).toEqual([...expected.keys()]);
        expect(await read(tasks)).toEqual([...expected.values()]);
      }),
      { numRuns: 40 },
    );
  });

  it('is rejected where it lacks a column of the keys', async () => {
    const path = join(await temporaryFolder(), 't.parquet');
    await write(path, fc.sample(row, 3), 3);
    await expect(all(cutTablePartitions(grouped([path]), ['shop'], () => {}))).rejects.toThrow(
      't.parquet is no table that can be read: it has no column shop for --partition_keys; it has file, store, n.',
    );
  });

  it('is rejected where it is damaged, by its name and what is wrong', async () => {
    const path = join(await temporaryFolder(), 't.parquet');
    await write(path, fc.sample(row, 9), 3);
    const whole = await readFile(path);
    for (const length of [0, 7, whole.length - 1, 40]) {
      await writeFile(path, whole.subarray(0, length));
      await expect(cut([path], 100)).rejects.toThrow(/t\.parquet is no table that can be read: .+\.$/);
    }
    await expect(cut([`${path}.none.parquet`], 100)).rejects.toThrow(
      /none\.parquet is no table .*\(ENOENT\)\.$/,
    );
  });
});
