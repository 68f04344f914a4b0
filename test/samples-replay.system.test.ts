import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Row } from '../src/contract/row.ts';
import { startCli } from './cli/run-cli.ts';
import { lettersAndDigits, SAMPLES, TRUTH } from './samples-truth.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function replay(
  ...entryArguments: string[]
): Promise<{ code: number | null; out: string; rows: Row[] }> {
  const folder = await temporaryFolder();
  const argv = [
    'replay',
    SAMPLES,
    '--output',
    join(folder, 'out'),
    '--',
    '--engine',
    'offline',
    ...entryArguments,
  ];
  const { code, out } = await startCli(argv, folder).done;
  const lines = (await readFile(join(folder, 'out', 'parallel_run_step.txt'), 'utf8')).trimEnd().split('\n');
  return { code, out, rows: lines.map((line) => JSON.parse(line) as Row) };
}

describe('the replay of the samples, through the Python entry script', () => {
  it('gives every image the row that its truth says', { timeout: 120_000 }, async () => {
    const { code, out, rows } = await replay('--failed_items', 'row');
    const byFile = new Map(rows.map((row) => [row.file, row]));
    expect(code).toBe(0);
    expect(out).toContain('AML would say: Completed');
    expect(rows).toHaveLength(TRUTH.samples.length);
    expect(TRUTH.samples.map(({ file }) => byFile.get(file)?.status)).toEqual(
      TRUTH.samples.map(({ status }) => status),
    );
    const plates = TRUTH.samples.filter(({ plate }) => plate !== undefined);
    expect(
      plates.filter(
        ({ file, plate }) => !lettersAndDigits(byFile.get(file)?.text ?? '').includes(plate ?? ''),
      ),
    ).toEqual([]);
  });

  it('reads one day and skips the other', { timeout: 120_000 }, async () => {
    const { rows } = await replay('--input_partition', '2020/08/08');
    const skipped = rows.filter(({ status }) => status === 'skipped').map(({ partition }) => partition);
    expect(new Set(skipped)).toEqual(new Set(['2020/08/07']));
    expect(
      rows
        .filter(({ partition }) => partition === '2020/08/08')
        .every(({ status }) => status === 'succeeded'),
    ).toBe(true);
  });
});
