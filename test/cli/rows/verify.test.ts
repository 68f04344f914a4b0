import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { rowOf } from '../../report/verify/row-text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn } from '../run-in.ts';

const A = formatJsonRow(rowOf('a.jpg'));
const B = formatJsonRow(rowOf('b.jpg'));

async function folderWith(lines: readonly string[]): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'rows'), lines.map((line) => `${line}\n`).join(''));
  await mkdir(join(folder, 'failed_items'));
  await writeFile(
    join(folder, 'failed_items/1.jsonl'),
    ['a', 'c'].map((name) => `{"file":"${name}.jpg","code":"empty_file","message":"m"}\n`).join(''),
  );
  await mkdir(join(folder, 'in'));
  for (const name of ['a', 'b', 'c']) await writeFile(join(folder, 'in', `${name}.jpg`), '');
  return folder;
}

describe('verify', () => {
  it('ends with 0 when each image has a row or a reason', async () => {
    const { code, out } = await runIn(await folderWith([A, B]), ['verify', 'rows', '--input', 'in']);
    expect(out.split('\n')).toEqual([
      'lines           2',
      'rows            2 (succeeded 2)',
      'broken lines    0',
      'duplicates      0',
      'failed items    1 (empty_file 1)',
      'images          3: 2 with a row, 1 failed, 0 missing',
      'unmatched rows  0',
      'Nothing is wrong.',
      '',
    ]);
    expect(code).toBe(0);
  });

  it('ends with 3 and says what is wrong', async () => {
    const lines = [A, A.replace('AB 12', 'other'), formatJsonRow(rowOf('z\u202E.jpg')), B.slice(0, 40)];
    const { code, out } = await runIn(await folderWith(lines), ['verify', 'rows', '--input', 'in']);
    expect(out).toContain('line 4 is not a valid row: torn: a part of the row is missing\n');
    expect(out).toContain('line 2 conflicts with line 1: "a.jpg"\n');
    expect(out).toMatch(/no row and no failed item: ".*\/in\/b\.jpg"\n/);
    expect(out).toContain('a row without an image: "z\uFFFD.jpg"\n');
    expect(out).toContain('Wrong: 1 broken line, 1 conflicting row, 1 missing image, 1 unmatched row\n');
    expect(code).toBe(3);
  });

  it('writes each row once, and takes what is there twice for a warning', async () => {
    const folder = await folderWith([B, A, B, A]);
    const { code, out } = await runIn(folder, ['verify', 'rows', '--deduplicated', 'once']);
    expect(await readFile(join(folder, 'once'), 'utf8')).toBe(`${B}\n${A}\n`);
    expect(await readdir(folder)).not.toContain('once.partial');
    expect(out).toMatch(/Warning: 2 rows are duplicated[\s\S]*Nothing is wrong/);
    expect(code).toBe(0);
  });

  it('--json is the whole report', async () => {
    const { code, out } = await runIn(await folderWith([A, 'x']), ['verify', 'rows', '--json']);
    expect(JSON.parse(out)).toEqual({
      version: 1,
      ok: false,
      lines: 2,
      rows: 1,
      rows_by_status: { succeeded: 1 },
      nothing_read: null,
      identical_duplicates: { count: 0, first: [] },
      conflicting_duplicates: { count: 0, first: [] },
      broken_lines: { count: 1, first: [{ line: 2, problem: 'not JSON' }] },
      failed_items: { count: 1, by_code: { empty_file: 1 } },
      images: null,
      explanations: [],
    });
    expect(code).toBe(3);
  });

  it.each([
    [[], 'ROWS is missing: give the file with the rows.'],
    [['none'], 'none cannot be found: give a file with rows.'],
    [['in'], 'in is not accepted: give a file with rows.'],
    [['rows', '--failed_items', 'none'], 'none cannot be found: give a folder.'],
    [['rows', '--input', 'none'], 'no such file or folder'],
    [['rows', '--deduplicated', 'rows'], 'names ROWS itself'],
    [['rows', '--inptu', 'in'], 'Unknown option --inptu: did you mean --input?'],
  ])('%j is wrong usage', async (argv, message) => {
    const { code, out, err } = await runIn(await folderWith([A]), ['verify', ...argv]);
    expect(err).toContain(message);
    expect({ code, out }).toEqual({ code: 2, out: '' });
  });

  it('--help says what the exit codes mean', async () => {
    const { code, out } = await runIn(await temporaryFolder(), ['verify', '--help']);
    expect(out).toMatch(/Examples:[\s\S]*Exit codes:\n {2}0 /);
    expect(code).toBe(0);
  });
});
