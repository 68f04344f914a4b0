import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowStatus } from '../../../src/contract/row.ts';
import { formatCsvRow } from '../../../src/rows/csv-row.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { rowOf } from '../../report/verify/row-text.ts';
import { runIn } from '../run-in.ts';

interface Given {
  readonly file: string;
  readonly status: RowStatus;
}

const lineOf = ({ file, status }: Given, model: string): string =>
  `${JSON.stringify(rowOf(`2020/08/07/${file}`, { status, model }))}\n`;

async function folderWith(first: readonly Given[], second: readonly Given[]): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'rows'), first.map((row) => lineOf(row, 'first')).join(''));
  await writeFile(join(folder, 'retry'), second.map((row) => lineOf(row, 'second')).join(''));
  return folder;
}

const rowsIn = async (folder: string) => readFile(join(folder, 'rows'), 'utf8');
const succeeded = (file: string): Given => ({ file, status: 'succeeded' });
const failed = (file: string): Given => ({ file, status: 'failed' });

describe('merge', () => {
  it('adds what is missing, replaces what failed, and leaves the rest', async () => {
    const folder = await folderWith(
      [succeeded('a'), failed('b'), failed('c')],
      [succeeded('a'), succeeded('b'), failed('c'), succeeded('d')],
    );
    const { code, out } = await runIn(folder, ['merge', 'retry', '--into', 'rows']);
    expect(out).toBe('added      1\nreplaced   1\nunchanged  2\n');
    expect(code).toBe(0);
    expect(await rowsIn(folder)).toBe(
      lineOf(succeeded('a'), 'first') +
        lineOf(succeeded('b'), 'second') +
        lineOf(failed('c'), 'first') +
        lineOf(succeeded('d'), 'second'),
    );
    expect((await readdir(folder)).toSorted()).toEqual(['retry', 'rows']);
  });

  it('does the same with rows of CSV, formulas escaped', async () => {
    const folder = await temporaryFolder();
    const line = ({ file, status }: Given, model: string): string =>
      `${formatCsvRow(rowOf(file, { status, model }), 'escape')}\n`;
    const first = [failed('=b.jpg'), succeeded('a'), failed('c')];
    const second = [succeeded('=b.jpg'), succeeded('d, "e"'), failed('c')];
    await writeFile(join(folder, 'rows'), first.map((row) => line(row, 'first')).join(''));
    await writeFile(join(folder, 'retry'), second.map((row) => line(row, 'second')).join(''));
    const { code, out } = await runIn(folder, ['merge', 'retry', '--into', 'rows']);
    expect(out).toBe('added      1\nreplaced   1\nunchanged  2\n');
    expect(code).toBe(0);
    expect(await rowsIn(folder)).toBe(
      line(succeeded('=b.jpg'), 'second') +
        line(succeeded('a'), 'first') +
        line(failed('c'), 'first') +
        line(succeeded('d, "e"'), 'second'),
    );
    expect(await runIn(folder, ['verify', 'rows'])).toMatchObject({ code: 0 });
  });

  it('changes nothing when the two files are of different formats', async () => {
    const folder = await folderWith([failed('a')], [succeeded('a')]);
    await writeFile(join(folder, 'csv'), `${formatCsvRow(rowOf('a'), 'escape')}\n`);
    for (const [from, into] of [
      ['retry', 'csv'],
      ['csv', 'rows'],
    ] as const) {
      const before = await readFile(join(folder, into), 'utf8');
      const { code, err } = await runIn(folder, ['merge', from, '--into', into]);
      expect(err).toMatch(/holds rows of (?:csv|jsonl), and .* of (?:jsonl|csv): run the second attempt/);
      expect(code).toBe(2);
      expect(await readFile(join(folder, into), 'utf8')).toBe(before);
      expect((await readdir(folder)).toSorted()).toEqual(['csv', 'retry', 'rows']);
    }
  });

  it('gives each image one row, the same however often it is done, and content to verify', async () => {
    const rows = fc.array(
      fc.record({
        file: fc.constantFrom('a', 'b', 'c', 'd'),
        status: fc.constantFrom('succeeded', 'failed'),
      }),
      { minLength: 1, maxLength: 6 },
    ) as fc.Arbitrary<Given[]>;
    await fc.assert(
      fc.asyncProperty(rows, rows, async (first, second) => {
        const folder = await folderWith(first, second);
        await runIn(folder, ['merge', 'retry', '--into', 'rows']);
        const once = await rowsIn(folder);
        const files = once
          .split('\n')
          .slice(0, -1)
          .map((line) => (JSON.parse(line) as Given).file);
        expect(new Set(files).size).toBe(files.length);
        expect(files.length).toBe(new Set([...first, ...second].map(({ file }) => file)).size);
        await runIn(folder, ['merge', 'retry', '--into', 'rows']);
        expect(await rowsIn(folder)).toBe(once);
        expect(await runIn(folder, ['verify', 'rows'])).toMatchObject({ code: 0 });
      }),
      { numRuns: 20 },
    );
  });

  it('changes nothing when a line of either file is not a row', async () => {
    for (const name of ['rows', 'retry']) {
      const folder = await folderWith([succeeded('a')], [succeeded('b')]);
      await writeFile(join(folder, name), 'no row\n', { flag: 'a' });
      const before = await rowsIn(folder);
      const { code, err } = await runIn(folder, ['merge', 'retry', '--into', 'rows']);
      expect(err).toContain(`${name}: line 2 is not a row of the worker`);
      expect(code).toBe(2);
      expect(await rowsIn(folder)).toBe(before);
      expect(await readdir(folder)).toHaveLength(2);
    }
  });

  it('is rejected without --into, and for the same file', async () => {
    const folder = await folderWith([succeeded('a')], [succeeded('b')]);
    for (const into of [[], ['--into', 'retry'], ['--into', 'none']])
      expect(await runIn(folder, ['merge', 'retry', ...into])).toMatchObject({ code: 2 });
  });
});
