import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ENTRY_SCRIPTS } from '../../entry-scripts.ts';
import { type RunInEnd, runIn } from '../../run-in.ts';
import { folderWithInput } from '../support/input-folder.ts';

/** With the Python fixture, three files in a mini-batch. */
function replay(
  folder: string,
  options: readonly string[],
  entryArguments: readonly string[] = [],
): Promise<RunInEnd> {
  const entry = ['--entry_script', join(ENTRY_SCRIPTS, 'echo_entry.py'), '--mini_batch_size', '3'];
  const argv = ['replay', ...options, ...entry, '--process_count_per_node', '1', '--', ...entryArguments];
  return runIn(folder, argv, { env: process.env });
}

/** The names of the files that `replay --failed_of output` reads. */
async function retry(folder: string): Promise<string[]> {
  const { code } = await replay(folder, ['--failed_of', 'output', '--output', 'retry']);
  expect(code).toBe(0);
  const rows = await readFile(join(folder, 'retry', 'parallel_run_step.txt'), 'utf8');
  return rows
    .split('\n')
    .slice(0, -1)
    .map((path) => path.slice(join(folder, 'in/a/').length));
}

describe('--failed_of', () => {
  it('replays the files of a mini-batch that failed', async () => {
    const folder = await folderWithInput(8);
    await replay(folder, ['in'], ['--fail_batch', '1']);
    expect(await retry(folder)).toEqual(['3.jpg', '4.jpg', '5.jpg']);
  });

  it('replays what did not run after a threshold was broken', async () => {
    const folder = await folderWithInput(8);
    await replay(folder, ['in', '--error_threshold', '0', '--run_max_try', '1'], ['--fail_batch', '1']);
    expect(await retry(folder)).toEqual(['3.jpg', '4.jpg', '5.jpg', '6.jpg', '7.jpg']);
  });

  it('replays failed items alone, by their key', async () => {
    const folder = await folderWithInput(6);
    await replay(folder, ['in'], ['--omit', '4.jpg']);
    await mkdir(join(folder, 'output/failed_items'));
    const record = { file: 'a/4.jpg', code: 'corrupt_image', message: '', minibatch_index: 1 };
    await writeFile(join(folder, 'output/failed_items/x.jsonl'), `${JSON.stringify(record)}\n`);
    expect(await retry(folder)).toEqual(['4.jpg']);
  });

  it('replays no file whose name ends with that of one that failed', async () => {
    const folder = await folderWithInput(6);
    await writeFile(join(folder, 'in/4.jpg'), '');
    const row = '{"file": path.split("/in/")[1], "status": "succeeded"}';
    const script = `import json\ndef run(paths):\n    return [json.dumps(${row}) for path in paths if not path.endswith("in/4.jpg")]\n`;
    await writeFile(join(folder, 'script.py'), script);
    await runIn(folder, ['replay', 'in', '--entry_script', 'script.py'], { env: process.env });
    await mkdir(join(folder, 'output/failed_items'));
    const record = { file: '4.jpg', code: 'corrupt_image', message: '', minibatch_index: 0 };
    await writeFile(join(folder, 'output/failed_items/x.jsonl'), `${JSON.stringify(record)}\n`);
    const { code } = await replay(folder, ['--failed_of', 'output', '--output', 'retry']);
    expect(code).toBe(0);
    const rows = await readFile(join(folder, 'retry', 'parallel_run_step.txt'), 'utf8');
    expect(rows).toBe(`${join(folder, 'in/4.jpg')}\n`);
  });

  it('replays once more what failed in such a replay again', async () => {
    const folder = await folderWithInput(8);
    await replay(folder, ['in'], ['--fail_batch', '1']);
    await replay(folder, ['--failed_of', 'output', '--output', 'again'], ['--fail_batch', '0']);
    await replay(folder, ['--failed_of', 'again', '--output', 'third']);
    const rows = await readFile(join(folder, 'third', 'parallel_run_step.txt'), 'utf8');
    expect(rows.split('\n')).toHaveLength(4);
    expect(rows).toContain(join(folder, 'in/a/5.jpg'));
  });

  it('replays a mini-batch that does not say what it left out, with a note', async () => {
    const folder = await folderWithInput(6);
    await replay(folder, ['in'], ['--omit', '4.jpg']);
    const { err } = await replay(folder, ['--failed_of', 'output', '--output', 'retry']);
    expect(err).toContain('mini-batch 1 returned too few rows without saying for which files');
    const rows = await readFile(join(folder, 'retry', 'parallel_run_step.txt'), 'utf8');
    expect(rows.split('\n')).toHaveLength(4);
  });

  it.each<[string, string[], string]>([
    ['nothing failed', ['--failed_of', 'output'], 'nothing failed in'],
    ['no replay made the folder', ['--failed_of', 'in'], 'is not the output folder of a replay'],
    ['INPUT is given as well', ['in', '--failed_of', 'output'], 'exclude each other'],
    ['neither is given', [], 'INPUT is missing'],
  ])('is rejected when %s', async (_what, options, message) => {
    const folder = await folderWithInput(2);
    await replay(folder, ['in']);
    const { code, err } = await replay(folder, [...options, '--output', 'retry']);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});
