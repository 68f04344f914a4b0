import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, it, describe } from 'vitest';
import { runIn } from '../cli/run-in.ts';
import { SCRIPTS } from '../replay/host/start-hosts.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { pythonEnvironment } from './python-environment.ts';

interface Returned {
  readonly kinds: readonly string[];
  readonly row: readonly unknown[];
}

const cell = fc.oneof(
  fc.constantFrom('', ' ', 'NA', 'nan', 'null', '007', 'true', 'a b', 'ü車', '"', ',', 'x\ny', '\r\n', "'"),
  fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
);
const table = fc.array(fc.tuple(fc.constantFrom('k', '"', 'l\nm'), cell), { minLength: 1, maxLength: 20 });

describe.each(['pandas-1', 'pandas-2', 'pandas-3'])('a replay of tables with %s', (name) => {
  const replay = (files: Readonly<Record<string, string>>, ...options: readonly string[]) =>
    replayWith('table_entry.py', files, ...options);

  async function replayWith(
    script: string,
    files: Readonly<Record<string, string>>,
    ...options: readonly string[]
  ) {
    const environment = await pythonEnvironment(name);
    if ('missing' in environment) throw new Error(environment.missing);
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'in'));
    for (const [file, text] of Object.entries(files)) await writeFile(join(folder, 'in', file), text);
    const env = {
      ...process.env,
      PATH: `${dirname(environment.python)}${delimiter}${process.env['PATH'] ?? ''}`,
    };
    const argv = ['replay', 'in', '--input_format', 'tabular', '--ordered', ...options];
    const entry = ['--entry_script', join(SCRIPTS, script), '--process_count_per_node', '1', '--json'];
    const { code, out, err } = await runIn(folder, [...argv, ...entry], { env });
    expect([code, err]).toEqual([0, expect.anything()]);
    const rows = await readFile(join(folder, 'output/parallel_run_step.txt'), 'utf8');
    const returned = rows
      .split('\n')
      .slice(0, -1)
      .map((row) => JSON.parse(row) as Returned);
    return { returned, summary: JSON.parse(out) as { mini_batches: unknown; items: unknown } };
  }

  it('passes on every row, blank cells as missing, and all other texts as they are [Z02]', async () => {
    const [written = []] = fc.sample(fc.array(table, { minLength: 30, maxLength: 30 }), 1);
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const files = written.map((rows, index) => [
      `${String(index).padStart(2, '0')}.csv`,
      `key,cell\nfirst,text\n${rows.map((row) => row.map(quoted).join(',')).join('\n')}`,
    ]);
    const { returned, summary } = await replay(Object.fromEntries(files), '--mini_batch_size', '50');
    const expected = written
      .flatMap((rows) => [['first', 'text']].concat(rows))
      .map(([key, text]) => [key, text || null]);
    expect(returned.map(({ row }) => row)).toEqual(expected);
    expect(summary.items).toMatchObject({ total: expected.length, succeeded: expected.length });
  });

  it('takes the first rows of a file for what its columns hold', async () => {
    const plates = Array.from(
      { length: 30 },
      (_, index) => `${index < 10 ? 'AB' : '00'}${index},${index},${index}.5`,
    );
    const { returned, summary } = await replay(
      { 't.tsv': `plate\tn\tx\n${plates.join('\n').replaceAll(',', '\t')}` },
      '--mini_batch_size',
      '100',
    );
    expect(returned.map(({ row }) => (row as [string])[0])).toEqual(plates.map((line) => line.split(',')[0]));
    expect(new Set(returned.map(({ kinds }) => kinds.join(' ')))).toEqual(new Set(['text int64 float64']));
    expect(summary.mini_batches).toMatchObject({ total: 4 });
  });

  it('makes a mini-batch of each combination of the values of some columns', async () => {
    const files = { 'a.csv': 'store,brand,n\n1,x,1\n2,x,2\n1,x,3\n', 'b.csv': 'n,store,brand\n4,1,x\n' };
    const { returned } = await replayWith('partition_entry.py', files, '--partition_keys', 'store,brand');
    const first = { keys: { store: 1, brand: 'x' }, part: true, items: 3 };
    expect(returned).toEqual([first, first, first, { keys: { store: 2, brand: 'x' }, part: true, items: 1 }]);
  });

  it('passes on the values of JSON lines as they are', async () => {
    const lines = [{ a: '007', date: '2020-01-01' }, { a: 'x', n: 1.5 }, { a: null }];
    const { returned } = await replay({ 't.jsonl': lines.map((line) => JSON.stringify(line)).join('\n') });
    expect(returned.map(({ row }) => row)).toEqual([
      ['007', '2020-01-01', null],
      ['x', null, 1.5],
      [null, null, null],
    ]);
  });
});
