import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EntryScriptError } from '../../../src/replay/host/host-errors.ts';
import { failedFiles } from '../../../src/replay/journal/failed-files.ts';
import { formatCsvRow } from '../../../src/rows/csv-row.ts';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { rowOf } from '../../report/verify/row-text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { ROWS, runReplay } from './run-replay.ts';

/** The files of a replay here, two in a mini-batch. */
const NAMES = [0, 1, 2, 3, 4].flatMap((index) => [`/in/${index}-0.jpg`, `/in/${index}-1.jpg`]);

/** What becomes of a file; its whole mini-batch fails when it makes `run` raise. */
const FATES = ['read', 'failed row', 'failed item', 'omitted', 'raised'] as const;
type Fate = (typeof FATES)[number];

const FORMATS = {
  jsonl: formatJsonRow,
  csv: (row: ReturnType<typeof rowOf>) => formatCsvRow(row, 'escape'),
};

const keyOf = (path: string): string => path.slice('/in/'.length);

/** The output folder of a replay in which each file has its fate. */
async function replayed(fates: readonly Fate[], format: keyof typeof FORMATS): Promise<string> {
  const folder = await temporaryFolder();
  const fateOf = (path: string): Fate => fates[NAMES.indexOf(path)] ?? 'read';
  const rowsOf = (path: string): string[] => {
    const fate = fateOf(path);
    if (fate !== 'read' && fate !== 'failed row') return [];
    return [FORMATS[format](rowOf(keyOf(path), { status: fate === 'read' ? 'succeeded' : 'failed' }))];
  };
  await runReplay(folder, {
    script: {
      run: (_process, files) => {
        if (files.some((file) => fateOf(file) === 'raised'))
          throw new EntryScriptError('EntryScriptRunException', 'no');
        return files.flatMap(rowsOf);
      },
    },
  });
  const failed = NAMES.filter((name) => fateOf(name) === 'failed item');
  const records = failed.map((name) => ({ file: keyOf(name), code: 'corrupt_image', minibatch_index: 0 }));
  await mkdir(join(folder, 'failed_items'), { recursive: true });
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  await writeFile(join(folder, 'failed_items/x.jsonl'), lines.join(''));
  return folder;
}

it.each(['jsonl', 'csv'] as const)(
  'with rows of %s, what failed is every file without a text and no other, over all mini-batches',
  async (format) => {
    const fates = fc.array(fc.constantFrom(...FATES), { minLength: 10, maxLength: 10 });
    await fc.assert(
      fc.asyncProperty(fates, async (given) => {
        const folder = await replayed(given, format);
        const raises = (index: number): boolean =>
          given
            .slice(index - (index % 2))
            .slice(0, 2)
            .includes('raised');
        const expected = NAMES.filter((_, index) => given[index] !== 'read' || raises(index));
        expect(await failedFiles(folder, ROWS)).toEqual({ files: expected, unexplained: [] });
      }),
      { numRuns: 10 },
    );
  },
);

it('lines that are no rows of our worker say nothing: a mini-batch with too few is listed as a whole', async () => {
  const folder = await temporaryFolder();
  const run = (_process: unknown, files: readonly string[]) => files.slice(1).map((file) => `a, ${file}`);
  await runReplay(folder, { script: { run } });
  expect(await failedFiles(folder, ROWS)).toEqual({ files: NAMES, unexplained: [0, 1, 2, 3, 4] });
});
