import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { ENTRY_SCRIPTS } from '../../entry-scripts.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { runIn } from '../../run-in.ts';

/** A folder with `in/t.csv`, and a replay of what the arguments say. */
async function replay(...argv: readonly string[]) {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'in'));
  await writeFile(join(folder, 'in/t.csv'), 'a,b\n1,2\n');
  await mkdir(join(folder, 'modules'));
  await writeFile(join(folder, 'modules/pandas.py'), 'raise ImportError("no numpy here")\n');
  const script = ['--entry_script', join(ENTRY_SCRIPTS, 'echo_entry.py'), '--process_count_per_node', '1'];
  const env = {
    ...process.env,
    PYTHONPATH: [join(folder, 'modules'), process.env['PYTHONPATH'] ?? ''].join(delimiter),
  };
  return await runIn(folder, ['replay', ...argv, ...script], { env });
}

it('needs pandas for DataFrames', async () => {
  const { code, err } = await replay('in', '--input_format', 'tabular');
  expect([code, err]).toEqual([
    2,
    expect.stringMatching(
      /--input_format tabular needs pandas.*ImportError: no numpy here.*python3 -m pip install pandas\.\n/,
    ),
  ]);
});

it('rejects tables for a batch endpoint', async () => {
  const { code, err } = await replay(
    'in',
    '--mode',
    'batch_endpoint',
    '--input_format',
    'tabular',
    '--host',
    'node',
  );
  expect([code, err]).toEqual([2, expect.stringContaining('--mode batch_endpoint takes files only')]);
});

it('rejects a size of tables for files', async () => {
  const { code, err } = await replay('in', '--mini_batch_size', '10kb');
  expect([code, err]).toEqual([
    2,
    expect.stringContaining('--mini_batch_size is "10kb", which is a size of tables: give a number of files'),
  ]);
});

it('passes on a table as a file, with a note how its rows are passed on', async () => {
  const { code, out, err } = await replay('in/t.csv', '--show_rows', '1');
  expect(code).toBe(0);
  expect(out).toMatch(/\/in\/t\.csv\n$/);
  expect(err).toContain('--input_format tabular passes their rows');
});

it('says that a plain number is bytes of a table', async () => {
  const entry = ['--host', 'node', '--entry_script', join(ENTRY_SCRIPTS, 'contract-entry.mjs')];
  const folder = await temporaryFolder();
  await writeFile(join(folder, 't.jpg'), '');
  const argv = ['replay', 't.jpg', '--input_format', 'tabular', '--mini_batch_size', '10', ...entry];
  const { code, err } = await runIn(folder, argv, { env: process.env });
  expect([code, err]).toEqual([2, expect.stringContaining('--mini_batch_size 10 means bytes of a table')]);
  expect(err).toContain('t.jpg is no table that can be read: its name does not end in .csv');
});
