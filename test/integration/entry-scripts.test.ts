import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { runIn } from '../cli/run-in.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { pythonEnvironment } from './python-environment.ts';

const SCRIPTS = join(import.meta.dirname, 'entry-scripts');

/** Entry scripts in the patterns of public ones, and what a job of theirs writes. */
interface Case {
  readonly script: string;
  /** The snapshot, below the scripts; the folder of the script unless given. */
  readonly snapshot?: string;
  /** Contents of the input files. */
  readonly files: Readonly<Record<string, string>>;
  readonly options?: readonly string[];
  readonly entryArguments?: readonly string[];
  readonly code?: number;
  /** Sorted; null where there is no file of rows. */
  readonly rows: readonly string[] | null;
  /** What the output has to say. */
  readonly says?: string;
  /** Files that the script itself writes. */
  readonly scores?: number;
}

const TEXTS = { 'a.txt': '1', 'b.txt': '22', 'more/c.txt': '333' };
const NAMES = ['a.txt', 'b.txt', 'c.txt'];

const CASES: readonly Case[] = [
  {
    script: 'scoring/returns_frame.py',
    files: { 'a.csv': 'length,note\n5.1,x y\n6.0,\n', 'b.csv': 'length,note\n2.0,z\n' },
    rows: ['2.0 z b.csv short', '6.0  a.csv "long one"'],
  },
  { script: 'scoring/model_of_deployment.py', files: TEXTS, rows: ['a.txt: 7', 'b.txt: 14', 'c.txt: 21'] },
  {
    script: 'scoring/argparse_at_import.py',
    files: TEXTS,
    entryArguments: ['--prefix', 'x', '--times', '2', '--strange', '1'],
    rows: ['xxa.txt', 'xxb.txt', 'xxc.txt'],
  },
  { script: 'scoring/pool.py', files: TEXTS, rows: ['a.txt 1', 'b.txt 2', 'c.txt 3'] },
  { script: 'scoring/event_loop.py', files: TEXTS, rows: NAMES },
  { script: 'scoring/own_files.py', files: TEXTS, rows: NAMES, scores: 2 },
  {
    script: 'scoring/skips_bad_items.py',
    files: { 'a.txt': '1', 'ä.txt': 'ä' },
    rows: ['a.txt 1'],
    says: '1 succeeded, 1 failed',
  },
  {
    script: 'scoring/nothing_to_append.py',
    files: TEXTS,
    options: ['--output_action', 'summary_only'],
    rows: null,
    says: '3 succeeded, 0 failed',
  },
  { script: 'scoring/numpy_rows.py', files: TEXTS, rows: ['[1 2]', '[2 4]', '[3 6]'] },
  {
    script: 'scoring/wrong_type.py',
    files: TEXTS,
    code: 42,
    rows: null,
    says: 'run() returned dict; AML takes a list, a tuple or a pandas DataFrame',
  },
  {
    script: 'scoring/exits.py',
    files: { 'a.txt': '', 'more/bad.txt': '', 'more/c.txt': '' },
    rows: ['a.txt'],
    says: 'mini-batch 1 failed after 2 attempts: EntryScriptRunException: SystemExit: cannot go on',
  },
  { script: 'scoring/beside_the_code.py', files: TEXTS, code: 42, rows: null, says: 'FileNotFoundError' },
  {
    script: 'scoring/rows_of_a_table.py',
    files: { 'plates.csv': 'plate,length\n0A1,4.5\nB 2,3\n', 'more/plates.csv': 'plate,length\nC3,9\n' },
    options: ['--input_format', 'tabular'],
    rows: ['"B 2" short', '0A1 long', 'C3 long'],
    says: '3 succeeded, 0 failed',
  },
  {
    script: 'scoring/sums_a_partition.py',
    files: {
      'sales/2020/north/a.csv': 'sold\n1\n2\n',
      'sales/2020/north/b.csv': 'sold\n4\n',
      'sales/2021/north/a.csv': 'sold\n8\n',
      'sales/2020/south/a.csv': 'sold\n16\n',
    },
    options: ['--partition_keys', 'year,store', '--partition_format', 'sales/{year}/{store}/*.csv'],
    rows: [
      '2020 north 7 /sales/2020/north/a.csv',
      '2020 north 7 /sales/2020/north/b.csv',
      '2020 south 16 /sales/2020/south/a.csv',
      '2021 north 8 /sales/2021/north/a.csv',
    ],
    says: 'mini-batches    3: 3 processed',
  },
  {
    script: 'src/entry.py',
    snapshot: 'snapshot',
    files: TEXTS,
    rows: NAMES.map((name) => `hello ${name}`),
  },
  { script: 'settings/entry.py', files: TEXTS, rows: ['a.txt,1,"a, b"', 'b.txt,2,"a, b"', 'c.txt,3,"a, b"'] },
];

describe('an entry script of a public pattern', () => {
  let path: string;
  beforeAll(async () => {
    const environment = await pythonEnvironment('pandas-2');
    if ('missing' in environment) throw new Error(environment.missing);
    path = `${dirname(environment.python)}${delimiter}${process.env['PATH'] ?? ''}`;
  });

  it.each(CASES)('$script writes what it writes on AML', async (example) => {
    const folder = await temporaryFolder();
    for (const [file, content] of Object.entries(example.files)) {
      await mkdir(join(folder, 'in', dirname(file)), { recursive: true });
      await writeFile(join(folder, 'in', file), content);
    }
    await mkdir(join(folder, 'models/model'), { recursive: true });
    await writeFile(join(folder, 'models/model/factor.txt'), '7\n');
    const snapshot =
      example.snapshot === undefined ? [] : ['--source_directory', join(SCRIPTS, example.snapshot)];
    const script = example.snapshot === undefined ? join(SCRIPTS, example.script) : example.script;
    const options = ['--process_count_per_node', '2', '--run_max_try', '2', ...(example.options ?? [])];
    const argv = ['replay', 'in', '--entry_script', script, ...snapshot, ...options];
    const env = { ...process.env, PATH: path, AZUREML_MODEL_DIR: join(folder, 'models') };
    const end = await runIn(folder, [...argv, '--', ...(example.entryArguments ?? [])], { env });
    expect(end).toMatchObject({
      code: example.code ?? 0,
      out: expect.stringContaining(example.says ?? 'AML would say: Completed'),
    });
    const output = join(folder, 'output');
    const written = (await readdir(output)).includes('parallel_run_step.txt')
      ? (await readFile(join(output, 'parallel_run_step.txt'), 'utf8')).trimEnd().split('\n').toSorted()
      : null;
    expect(written).toEqual(example.rows);
    const scores = await readdir(join(output, 'scores')).catch(() => []);
    expect(scores).toHaveLength(example.scores ?? 0);
  });
});
