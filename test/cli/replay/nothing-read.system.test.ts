import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runIn } from '../run-in.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** An entry script whose rows have the status that each file's content names; `omit` has no row. */
const ENTRY = `
import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
export function run(files) {
  const statusOf = (file) => readFileSync(file, 'utf8');
  const folder = process.env.AZUREML_BI_OUTPUT_PATH + '/failed_items';
  mkdirSync(folder, { recursive: true });
  for (const file of files.filter((file) => statusOf(file) === 'omit')) {
    appendFileSync(folder + '/' + process.pid + '.jsonl', JSON.stringify({ file, code: 'corrupt_image' }) + '\\n');
  }
  if (files.some((file) => statusOf(file) === 'throw')) throw new Error('it fails');
  const kept = files.filter((file) => statusOf(file) !== 'omit');
  return kept.map((file) => (statusOf(file) === 'foreign' ? file : JSON.stringify({ file, status: statusOf(file) })));
}
`;

async function replay(images: Readonly<Record<string, string>>, ...argv: string[]) {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'entry.mjs'), ENTRY);
  for (const [file, status] of Object.entries(images)) {
    await mkdir(join(folder, 'in', file, '..'), { recursive: true });
    await writeFile(join(folder, 'in', file), status);
  }
  const own = ['--host', 'node', '--entry_script', 'entry.mjs', '--process_count_per_node', '1'];
  const run = await runIn(folder, ['replay', 'in', ...own, ...argv], { env: { PATH: process.env['PATH'] } });
  const summary = JSON.parse(await readFile(join(folder, 'output/summary.json'), 'utf8')) as {
    nothing_read: string | null;
    verdict: string;
  };
  return { ...run, summary };
}

const skipped = { '2020/08/07/a.jpg': 'skipped', '2020/08/08/b.jpg': 'skipped' };

describe('a replay that read nothing', () => {
  it.each([[[]], [['--output_action', 'summary_only']]])(
    'ends with 3 when every image was skipped, with %j, and names the partitions that are there',
    async (argv) => {
      const { code, out, err, summary } = await replay(skipped, ...argv);
      const why =
        'Nothing was read: every image was skipped, because none is in the partition of --input_partition. The partitions that are there: 2020/08/07, 2020/08/08.';
      expect(out).toContain(`AML would say: Completed\n${why}\n`);
      expect(err).toContain('Error: no image was read. Give --allow_empty if that is expected.\n');
      expect(summary).toMatchObject({ verdict: 'completed', nothing_read: why });
      expect(code).toBe(3);
    },
  );

  it.each([
    ['every image has a failed row', { 'a.jpg': 'failed' }, []],
    ['every image was left out', { 'a.jpg': 'omit', 'b.jpg': 'omit' }, ['--output_action', 'summary_only']],
    [
      'every mini-batch failed',
      { 'a.jpg': 'throw' },
      ['--output_action', 'summary_only', '--run_max_try', '1'],
    ],
    ['the images of the partition failed', { ...skipped, '2020/08/09/c.jpg': 'failed' }, []],
  ])('ends with 3 when %s', async (_, images, argv) => {
    const { code, summary } = await replay(images, ...argv);
    expect(summary.nothing_read).toMatch(/^Nothing was read: /);
    expect(code).toBe(3);
  });

  it('ends with 0 when that is allowed, and says it', async () => {
    const { code, out } = await replay(skipped, '--allow_empty');
    expect(out).toContain('Nothing was read');
    expect(code).toBe(0);
  });

  it.each([
    ['one image was read', { ...skipped, '2020/08/09/c.jpg': 'succeeded' }],
    ['one image has no text', { ...skipped, '2020/08/09/c.jpg': 'no_text' }],
    ['the rows of another entry script do not say', { 'a.jpg': 'foreign' }],
  ])('is not one when %s', async (_, images) => {
    const { code, summary } = await replay(images);
    expect(summary.nothing_read).toBeNull();
    expect(code).toBe(0);
  });
});
