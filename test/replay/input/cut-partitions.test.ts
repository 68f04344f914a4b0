import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutPartitions } from '../../../src/replay/input/cut-partitions.ts';
import { toPartitionFormat } from '../../../src/replay/input/partition-format.ts';
import { groupedBy } from '../../support/grouped.ts';
import type { MiniBatchTask } from '../../../src/replay/input/split.ts';
import { parseTaskLine, toTaskLine } from '../../../src/replay/input/task-line.ts';

async function cut(files: readonly string[], keys: readonly string[]): Promise<MiniBatchTask[]> {
  const format = toPartitionFormat('{user}/{year}/*');
  if (typeof format === 'string') throw new Error(format);
  const groups = (async function* () {
    yield { folder: null, files };
  })();
  const tasks: MiniBatchTask[] = [];
  for await (const task of cutPartitions(groups, format, keys)) tasks.push(task);
  return tasks;
}

const file = fc
  .tuple(fc.constantFrom('ann', 'bob'), fc.constantFrom('2020', '2021', '__proto__'), fc.nat(99))
  .map((parts) => `/in/${parts.join('/')}`);

it.each([[['user', 'year']], [['year']]])(
  'puts the files of each combination of %j into one mini-batch, in the order of their first files [M13]',
  async (keys) => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(file), async (files) => {
        const keyOf = (path: string): string => {
          const [, , user = '', year = ''] = path.split('/');
          return keys.map((key) => (key === 'user' ? user : year)).join('/');
        };
        const tasks = await cut(files, keys);
        const expected = groupedBy(files, keyOf);
        expect(tasks.map((task) => task.files)).toEqual([...expected.values()]);
        expect(tasks.map(({ partition }) => Object.values(partition ?? {}).join('/'))).toEqual([
          ...expected.keys(),
        ]);
        expect(tasks.map(({ index }) => index)).toEqual(tasks.map((_, index) => index));
      }),
    );
  },
);

it('rejects a file without the keys', async () => {
  await expect(cut(['/in/ann/2020/a', '/b'], ['user'])).rejects.toThrow(
    '--partition_format: /b does not match; leave it out with --include or --exclude, or give another format.',
  );
});

it('keeps the keys in the file of mini-batches', async () => {
  const [task] = await cut(['/in/ann/2020/a'], ['year', 'user']);
  expect(parseTaskLine(toTaskLine(task as MiniBatchTask))).toMatchObject({
    files: [{ path: '/in/ann/2020/a' }],
    partition: { year: '2020', user: 'ann' },
  });
});
