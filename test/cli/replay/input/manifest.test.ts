import { mkdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENTRY_SCRIPTS } from '../../entry-scripts.ts';
import { type RunInEnd, runIn } from '../../run-in.ts';
import { folderWithInput } from '../support/input-folder.ts';

const SCRIPT = `
import sys
def run(mini_batch, context):
    told = [context.minibatch_index, context.partition_key_value, context.global_row_index_lower_bound]
    return [" ".join(map(str, [*told, path, *sys.argv])) for path in mini_batch]
`;

const MOUNT = '/mnt/azureml/input';

/** Eight files in two folders, a manifest of three of them, and an entry script that says what it is given. */
async function setUp(changes: object = {}): Promise<string> {
  const folder = await folderWithInput(7);
  await mkdir(join(folder, 'in/b'));
  await rename(join(folder, 'in/a/6.jpg'), join(folder, 'in/b/6.jpg'));
  await writeFile(join(folder, 'script.py'), SCRIPT);
  const manifest = {
    version: 1,
    minibatch_index: 57,
    run_id: 'job',
    process: 'node_1_x',
    outcome: {
      status: 'raised',
      started_at: '2026-01-01T00:00:00.000Z',
      ended_at: '2026-01-01T00:00:01.000Z',
      rows: null,
      error: { code: 'service_down', message: 'no' },
    },
    arguments: { engine: 'offline', input_root: MOUNT, metadata: `${MOUNT}/m.csv`, store: '/mnt/s' },
    host_arguments: { run_invocation_timeout: 33, run_max_try: 2, task_overhead_timeout: 44 },
    left_out: { items: 0, arguments: [] },
    versions: {},
    context: { partition_key_value: { day: 'x' }, global_row_index_lower_bound: 12 },
    input_folder: MOUNT,
    items: ['b/6.jpg', 'a/4.jpg', 'a/1.jpg'].map((name) => `${MOUNT}/${name}`),
    ...changes,
  };
  await writeFile(join(folder, '57.json'), JSON.stringify(manifest));
  return folder;
}

function replay(folder: string, ...argv: string[]): Promise<RunInEnd> {
  return runIn(folder, ['replay', '--manifest', '57.json', ...argv], { env: process.env });
}

const HERE = ['--input_root', 'in', '--entry_script', 'script.py'];

describe('replay --manifest', () => {
  it('runs exactly that mini-batch: its items in order, its context, its arguments and limits [M21]', async () => {
    const folder = await setUp();
    const { code, err } = await replay(folder, ...HERE, '--', '--language', 'de');
    expect(code).toBe(0);
    const root = join(folder, 'in');
    const own = `--engine=offline --input_root=${root} --metadata=${root}/m.csv --task_overhead_timeout=44`;
    expect(err).toContain(`Note: mini-batch 57 of 3 items, which raised service_down, runs with ${own}\n`);
    const rows = (await readFile(join(folder, 'output/parallel_run_step.txt'), 'utf8')).split('\n');
    expect(rows).toHaveLength(4);
    for (const [index, name] of ['b/6.jpg', 'a/4.jpg', 'a/1.jpg'].entries()) {
      expect(rows[index]?.startsWith(`57 {'day': 'x'} 12 ${root}/${name} `)).toBe(true);
      expect(rows[index]).toContain(` ${own} --language de `);
      expect(rows[index]).toMatch(/ --run_invocation_timeout 33 --run_max_try 2 /);
    }
  });

  it('takes limits from the command line where they are given there', async () => {
    const folder = await setUp();
    await replay(folder, ...HERE, '--run_max_try', '5');
    expect(await readFile(join(folder, 'output/parallel_run_step.txt'), 'utf8')).toContain(
      ' --run_max_try 5 ',
    );
  });

  it.each<[string, object, string[], RegExp]>([
    ['an item is missing', { items: [`${MOUNT}/a/99.jpg`] }, HERE, /names 1 item, and 1 is not here/],
    ['the mount is not here', {}, ['--entry_script', 'script.py'], /3 are not here.* --input_root/],
    ['a field is wrong', { version: 9 }, HERE, /version is 9, accepted is 1/],
    ['an argument was too long', { left_out: { items: 0, arguments: ['pages'] } }, HERE, /lacks --pages/],
    ['INPUT is given as well', {}, ['in', ...HERE], /INPUT and --manifest exclude each other/],
    ['--failed_of is given as well', {}, ['--failed_of', 'x', ...HERE], /--failed_of and --manifest exclude/],
  ])('is rejected in one sentence when %s', async (_what, changes, argv, problem) => {
    const folder = await setUp(changes);
    const { code, err } = await replay(folder, ...argv);
    expect(err).toMatch(problem);
    expect(err.trimEnd().split('\n').slice(1)).toEqual(['See parallel-run-ocr replay --help']);
    expect(code).toBe(2);
  });

  it.each<[string, string, RegExp]>([
    ['does not exist', 'none.json', /none\.json does not exist/],
    ['is a folder', 'in', /in is no file/],
    ['is a photograph', 'in/a/0.jpg', /0\.jpg is damaged, or no manifest/],
    ['is other JSON', join(ENTRY_SCRIPTS, '../samples-truth.json'), /is no manifest of a mini-batch/],
    ['is far too large', 'large.json', /is no manifest of a mini-batch: it has 9000000 bytes/],
  ])('is rejected in one sentence when the file %s', async (_what, file, problem) => {
    const folder = await setUp();
    await writeFile(join(folder, 'large.json'), '');
    await truncate(join(folder, 'large.json'), 9_000_000);
    const { code, err } = await runIn(folder, ['replay', '--manifest', file, '--input_root', 'in']);
    expect(err).toMatch(problem);
    expect(err.trimEnd().split('\n').slice(1)).toEqual(['See parallel-run-ocr replay --help']);
    expect(code).toBe(2);
  });

  it('is what --input_root is for', async () => {
    const folder = await setUp();
    const { code, err } = await runIn(folder, ['replay', 'in', ...HERE]);
    expect(err).toContain('--input_root is for --manifest; as an argument of the entry script');
    expect(code).toBe(2);
  });

  it('takes an argument that was too long from the command line', async () => {
    const folder = await setUp({ left_out: { items: 0, arguments: ['pages'] } });
    expect(await replay(folder, ...HERE, '--', '--pages', '1')).toMatchObject({ code: 0 });
  });
});
