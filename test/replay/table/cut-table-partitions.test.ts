import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupedBy } from '../../support/grouped.ts';
import type { MiniBatchTask } from '../../../src/replay/input/split.ts';
import { cutTablePartitions } from '../../../src/replay/table/cut-table-partitions.ts';
import { readPart } from '../../../src/replay/table/read-part.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { toInput } from './to-input.ts';

async function cut(files: readonly string[], keys: readonly string[]): Promise<MiniBatchTask[]> {
  const groups = (async function* () {
    yield { folder: null, files };
  })();
  const tasks: MiniBatchTask[] = [];
  for await (const task of cutTablePartitions(groups, keys, () => {})) tasks.push(task);
  return tasks;
}

const row = fc.record({
  store: fc.constantFrom('1', '2', '', 'x"y'),
  brand: fc.constantFrom('a', 'b\nc'),
  n: fc.nat(9).map(String),
});

it('puts the rows of each combination into one mini-batch, from whatever file', async () => {
  const folder = await temporaryFolder();
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const fields = ['store', 'brand', 'n'] as const;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1 }), fc.array(row), async (first, second) => {
      const csv = join(folder, 'a.csv');
      const json = join(folder, 'b.jsonl');
      const lines = first.map((cells) => fields.map((name) => quoted(cells[name])).join(','));
      await writeFile(csv, ['n', ...lines].join('\n').replace('n', fields.join(',')));
      await writeFile(
        json,
        second.map((cells) => JSON.stringify({ ...cells, store: cells.store || null })).join('\n'),
      );
      const tasks = await cut([csv, json], ['brand', 'store']);
      const rows = [...first, ...second].map(({ store, brand, n }) => ({ store: store || null, brand, n }));
      const expected = groupedBy(rows, ({ brand, store }) => JSON.stringify({ brand, store }));
      expect(tasks.map(({ partition }) => JSON.stringify(partition))).toEqual([...expected.keys()]);
      const read = await Promise.all(tasks.map((task) => readPart(toInput(task))));
      expect(read).toEqual([...expected.values()]);
      expect(tasks.map(({ table }) => table?.rows)).toEqual(read.map((part) => part.length));
    }),
    { numRuns: 40 },
  );
});

it('rejects a table without a column for a key', async () => {
  const file = join(await temporaryFolder(), 't.csv');
  await writeFile(file, 'a,b\n1,2\n');
  await expect(cut([file], ['a', 'store'])).rejects.toThrow(
    't.csv is no table that can be read: it has no column store for --partition_keys; it has a, b.',
  );
});
