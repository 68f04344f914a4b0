import { execFileSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIn } from '../cli/run-in.ts';
import { SCRIPTS } from '../replay/host/start-hosts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { pythonEnvironment } from './python-environment.ts';

const environment = await pythonEnvironment('tables');
const python = 'python' in environment ? environment.python : '';

/** A table as pandas writes it, with an index of its own: two rows in each row group. */
const WRITE = `
import sys, pandas
frame = pandas.DataFrame(
    {
        "plate": ["AB 1", "007", None, "ü", "007"],
        "store": pandas.Categorical(["north", "south", "north", "north", "south"]),
        "n": pandas.array([1, None, 3, 4, 5], dtype="Int64"),
    },
    index=pandas.Index([10, 11, 12, 13, 14], name="id"),
)
frame.to_parquet(sys.argv[1], row_group_size=2, compression=sys.argv[2])
`;

describe.skipIf(python === '')('a replay of Parquet that pandas wrote', () => {
  async function replay(script: string, compression: string, ...options: readonly string[]) {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'in'));
    execFileSync(python, ['-c', WRITE, join(folder, 'in/t.parquet'), compression]);
    const env = { ...process.env, PATH: `${dirname(python)}${delimiter}${process.env['PATH'] ?? ''}` };
    const argv = ['replay', 'in', '--input_format', 'tabular', '--ordered', '--json', ...options];
    const entry = ['--entry_script', join(SCRIPTS, script), '--process_count_per_node', '1'];
    const { code, out } = await runIn(folder, [...argv, ...entry], { env });
    expect(code).toBe(0);
    const rows = await readFile(join(folder, 'output/parallel_run_step.txt'), 'utf8');
    const returned = rows.trimEnd().split('\n');
    return {
      returned: returned.map((row) => JSON.parse(row) as unknown),
      summary: JSON.parse(out) as Record<string, unknown>,
    };
  }

  it.each(['snappy', 'zstd'])(
    'passes on its columns as they are in the file, compressed with %s',
    async (name) => {
      const { returned, summary } = await replay('table_entry.py', name, '--mini_batch_size', '1kb');
      expect(returned.map((row) => (row as { row: unknown }).row)).toEqual([
        ['AB 1', 'north', 1, 10],
        ['007', 'south', null, 11],
        [null, 'north', 3, 12],
        ['ü', 'north', 4, 13],
        ['007', 'south', 5, 14],
      ]);
      expect(summary['mini_batches']).toMatchObject({ processed: 2 });
    },
  );

  it('puts rows of the same keys into one mini-batch, from whatever row group', async () => {
    const { returned } = await replay('partition_entry.py', 'snappy', '--partition_keys', 'store');
    const north = { keys: { store: 'north' }, part: true, items: 3 };
    const south = { keys: { store: 'south' }, part: true, items: 2 };
    expect(returned).toEqual([north, north, north, south, south]);
  });
});
