import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { ENTRY_SCRIPTS } from '../../entry-scripts.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { runIn } from '../../run-in.ts';

async function replay(files: readonly string[], ...options: readonly string[]) {
  const folder = await temporaryFolder();
  for (const file of files) {
    await mkdir(join(folder, 'in', dirname(file)), { recursive: true });
    await writeFile(join(folder, 'in', file), '');
  }
  const entry = join(ENTRY_SCRIPTS, 'partition_entry.py');
  const argv = [
    'replay',
    'in',
    '--entry_script',
    entry,
    '--process_count_per_node',
    '1',
    '--ordered',
    ...options,
  ];
  return { folder, ...(await runIn(folder, argv, { env: process.env })) };
}

it('gives the keys and the part of the data set in the context [M14] [M15]', async () => {
  const files = ['ann/2020/a.jpg', 'ann/2020/b.jpg', 'ann/2021/c.jpg', 'bob/2020/d.jpg'];
  const keys = ['--partition_keys', 'year', '--partition_format', '{user}/{year}/*.jpg'];
  const { folder, code } = await replay(files, ...keys);
  expect(code).toBe(0);
  const rows = await readFile(join(folder, 'output/parallel_run_step.txt'), 'utf8');
  const seen = rows
    .split('\n')
    .slice(0, -1)
    .map((row) => JSON.parse(row) as unknown);
  const first = {
    keys: { year: '2020' },
    part: ['/ann/2020/a.jpg', '/ann/2020/b.jpg', '/bob/2020/d.jpg'],
    items: 3,
  };
  expect(seen).toEqual([
    first,
    first,
    first,
    { keys: { year: '2021' }, part: ['/ann/2021/c.jpg'], items: 1 },
  ]);
});

it.each([
  [['--partition_keys', 'year'], '--partition_keys of files needs --partition_format'],
  [['--partition_format', '{user}/*'], '--partition_format is for --partition_keys: give both, or neither.'],
  [
    ['--partition_keys', 'yaer', '--partition_format', '{user}/{year}/*'],
    '--partition_keys: --partition_format has no key yaer; it has user, year.',
  ],
  [
    ['--partition_keys', 'user', '--partition_format', '{user}/*', '--mini_batch_size', '10'],
    '--mini_batch_size and --partition_keys exclude each other: give one of them.',
  ],
  [
    [
      '--partition_keys',
      'user',
      '--partition_format',
      '{user}/*',
      '--input_format',
      'tabular',
      '--host',
      'node',
    ],
    '--partition_format is for files; the keys of tables are their columns.',
  ],
  [['--partition_keys', 'a,,b'], 'give names with commas between them, each once'],
  [['--partition_keys', 'a', '--partition_format', '*'], 'give folders and a name with keys, each once'],
  [['--partition_keys', 'user', '--partition_format', '{user}/*.png'], 'a.jpg does not match'],
])('rejects %j', async (options, message) => {
  const { code, err } = await replay(['ann/a.jpg'], ...options);
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
});
