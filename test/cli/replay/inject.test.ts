import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { rowOf } from '../../report/verify/row-text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn } from '../run-in.ts';

/** Returns a row of the worker's for each file but those named `short`. */
const ENTRY = `
ROW = ${JSON.stringify(formatJsonRow(rowOf('NAME')))}


def run(mini_batch):
    names = ["/".join(path.split("/")[-2:]) for path in mini_batch]
    return [ROW.replace("NAME", name) for name in names if not name.endswith("short")]
`;

async function folderWith(files: readonly string[]): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'entry.py'), ENTRY);
  for (const file of files) {
    await mkdir(join(folder, 'in', dirname(file)), { recursive: true });
    await writeFile(join(folder, 'in', file), '');
  }
  return folder;
}

function replay(folder: string, rules: readonly object[], ...options: readonly string[]) {
  const given = ['--mini_batch_size', '4', '--process_count_per_node', '1', '--run_max_try', '2'];
  const argv = ['replay', 'in', '--entry_script', 'entry.py', '--inject', JSON.stringify(rules)];
  return runIn(folder, [...argv, ...given, ...options], { env: process.env });
}

const rowsOf = async (folder: string): Promise<string[]> =>
  (await readFile(join(folder, 'output', 'parallel_run_step.txt'), 'utf8')).split('\n').slice(0, -1);

// Each process starts Python, one after the other.
describe('--inject', { timeout: 120_000 }, () => {
  it('leaves the duplicates and gaps of AML, and verify explains each [A11] [A12]', async () => {
    const folder = await folderWith([
      'a/1',
      'a/2',
      'b/1',
      'b/2',
      'b/3',
      'c/1',
      'c/2',
      'd/1',
      'd/short',
      'e/1',
    ]);
    const { code, out } = await replay(folder, [
      { fault: 'lost_acknowledgement', mini_batch: 0 },
      { fault: 'killed_while_writing', mini_batch: 1, rows: 1 },
      { fault: 'out_of_memory', mini_batch: 2, attempt: [1, 2] },
    ]);
    expect(code).toBe(0);
    expect(out).toContain('items           10: 7 succeeded, 3 failed');
    expect(await rowsOf(folder)).toHaveLength(7 + 2 + 1);
    const verified = await runIn(folder, ['verify', 'output/parallel_run_step.txt', '--input', 'in']);
    expect(verified.code).toBe(3);
    expect(verified.out).toContain(
      [
        'Why, as AML would have it:',
        '  mini-batch 0: 2 duplicated rows: attempt 1 had written them all when its acknowledgement was lost, so the mini-batch was run again',
        '  mini-batch 1: 1 duplicated row: attempt 1 had written 1 row when it was killed; AML keeps them and runs the mini-batch again',
        '  mini-batch 2: 2 images without a row: no attempt succeeded, and attempt 2, the last that was made, failed (ProcessDied)',
        '  mini-batch 3: 1 image without a row: run() returned 1 row for 2 items; what is missing is a failed item, which AML does not try again',
        '',
      ].join('\n'),
    );
  });

  it('tears a row, whose piece swallows the row after it', async () => {
    const folder = await folderWith(['a/1', 'b/1', 'b/2']);
    await replay(folder, [{ fault: 'killed_while_writing', mini_batch: 0, torn: true }]);
    const verified = await runIn(folder, [
      'verify',
      'output/parallel_run_step.txt',
      '--input',
      'in',
      '--json',
    ]);
    expect(JSON.parse(verified.out)).toMatchObject({
      broken_lines: { count: 1 },
      images: { count: 3, with_row: 2 },
      explanations: [
        expect.stringContaining('mini-batch 0: a broken line: attempt 1 was killed in the middle of a row'),
        expect.stringContaining('mini-batch 1: 1 image without a row: its row is joined to one that was cut'),
      ],
    });
  });

  it('loses a node, whose mini-batches are run again [A13]', async () => {
    const folder = await folderWith(['a/1', 'b/1']);
    expect(await replay(folder, [{ fault: 'node_loss', mini_batch: 0 }])).toMatchObject({ code: 0 });
    expect(await rowsOf(folder)).toHaveLength(2);
  });

  it('takes the only node away, which ends the job; --resume is the next one [A14]', async () => {
    const folder = await folderWith(['a/1', 'b/1', 'c/1']);
    const rules = [
      { fault: 'lost_acknowledgement', mini_batch: 0 },
      { fault: 'preemption', mini_batch: 1 },
    ];
    const { code, err } = await replay(folder, rules, '--run_max_try', '3');
    expect(code).toBe(130);
    expect(err).toContain('the job lost its only node, as --inject says; AML cancels such a job');
    const left = await rowsOf(folder);
    expect(await replay(folder, rules, '--run_max_try', '3', '--resume')).toMatchObject({ code: 0 });
    const rows = await rowsOf(folder);
    expect(rows).toHaveLength(4);
    expect(rows.slice(0, left.length)).toEqual(left);
    const summary = await readFile(join(folder, 'output', 'summary.json'), 'utf8');
    expect(JSON.parse(summary)).toMatchObject({ rows: 3, rows_by_status: { succeeded: 3 } });
  });

  it('is the same for a replay that is continued', async () => {
    const folder = await folderWith(['a/1', 'b/1']);
    await replay(folder, [{ fault: 'preemption', mini_batch: 1 }]);
    const { code, err } = await replay(folder, [], '--resume');
    expect(code).toBe(2);
    expect(err).toContain('--inject was');
  });

  it.each([
    [['--inject', '[{"fault": "fire"}]'], '--inject: rule 1: fault is "fire"'],
    [['--inject', 'none.json'], '--inject: none.json cannot be read: no such file or directory'],
    [['--inject', '[]', '--ordered'], '--ordered and --inject exclude each other'],
  ])('is rejected before anything starts: %j', async (options, message) => {
    const folder = await folderWith(['a/1']);
    const { code, err } = await runIn(folder, ['replay', 'in', '--entry_script', 'entry.py', ...options], {
      env: process.env,
    });
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});
