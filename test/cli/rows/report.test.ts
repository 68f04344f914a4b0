import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/contract/row.ts';
import { reportRows } from '../../../src/report/html/report-rows.ts';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { rowOf } from '../../report/verify/row-text.ts';
import { REPORT_PRICES } from '../../../src/cli/rows/report-prices.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn } from '../run-in.ts';

async function folderWith(rows: readonly Row[]): Promise<string> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'rows'), rows.map((row) => `${formatJsonRow(row)}\n`).join(''));
  return folder;
}

async function pageOf(folder: string, ...argv: string[]): Promise<string> {
  const { code, out, err } = await runIn(folder, ['report', 'rows', ...argv]);
  expect({ code, out, err }).toEqual({ code: 0, out: 'report.html\n', err: '' });
  return readFile(join(folder, 'report.html'), 'utf8');
}

/** Without the values of attributes; a block of data has no tag. */
const tagsOf = (page: string): string[] =>
  (page.match(/<[^>]*>/g) ?? []).map((tag) => tag.replaceAll(/"[^"]*"/g, '""'));

interface Item {
  readonly file: string;
  readonly text: string;
  readonly picture: string | null;
  readonly plates: readonly { readonly crop: string | null }[];
}

/** What the script of a page works on. */
function dataOf(page: string): { readonly items: readonly Item[]; readonly failed: readonly Item[] } {
  const data = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(page)?.[1] ?? '';
  return JSON.parse(data);
}

describe('report', () => {
  it('has the same tags whatever the rows say', async () => {
    const folder = await temporaryFolder();
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '</td><script>x()</script>',
        '"><img src=x onerror=y()>',
        '</title><base href=//z>',
        '\u202E',
      ),
    );
    const write = (file: string, said: string) => {
      const error = { code: said, message: said };
      const rows = [
        rowOf(`${file}1`, { text: said, error: null }),
        rowOf(`${file}2`, { status: 'failed', error }),
      ];
      return writeFile(join(folder, 'rows'), rows.map((row) => `${formatJsonRow(row)}\n`).join(''));
    };
    const output = join(folder, 'report.html');
    const paths = { rows: join(folder, 'rows'), failedItems: join(folder, 'none'), images: null, output };
    const pageNow = async () => {
      await reportRows(
        { ...paths, range: { from: 1, to: 9 }, prices: REPORT_PRICES },
        new AbortController().signal,
      );
      return readFile(output, 'utf8');
    };
    await write('a', 'b');
    const expected = tagsOf(await pageNow());
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (file, said) => {
        await write(file, said);
        expect(tagsOf(await pageNow())).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('allows its own style and script and nothing else', async () => {
    const page = await pageOf(await folderWith([rowOf('a')]));
    const hashOf = (element: RegExp) =>
      `&#39;sha256-${createHash('sha256')
        .update(element.exec(page)?.[1] ?? '')
        .digest('base64')}&#39;`;
    const script = hashOf(/<script type="module">(.*?)<\/script>/s);
    const style = hashOf(/<style>(.*?)<\/style>/s);
    expect(page).toContain(
      `content="default-src &#39;none&#39;; script-src ${script}; style-src ${style}; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
    );
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
      /<link|https?:|url\(|@import|\sstyle=|\son\w+=/,
    );
  });

  it('shows the first thousand or those of --rows, the least certain of all, and all failures', async () => {
    const rows = Array.from({ length: 2003 }, (_, index) =>
      rowOf(`${index}.jpg`, {
        confidence: 1 - index / 4000,
        error: null,
        ...(index === 1500 && { status: 'failed', error: { code: 'c', message: 'why' } }),
      }),
    );
    const folder = await folderWith(rows);
    const page = await pageOf(folder);
    expect(page).toContain('Rows 1 to 1000 of 2003, the 100 with the lowest confidence');
    const names = dataOf(page).items.map(({ file }) => Number(file.replace('.jpg', '')));
    expect([names.length, names[0], names[999], names[1000], names[1099]]).toEqual([
      1100, 0, 999, 2002, 1903,
    ]);
    expect(dataOf(page).failed).toEqual([{ file: '1500.jpg', code: 'c', message: 'why' }]);
    const some = dataOf(await pageOf(folder, '--rows', '1900-1910')).items;
    expect(some.slice(0, 12).map(({ file }) => file)).toEqual([
      ...Array.from({ length: 11 }, (_, index) => `${1899 + index}.jpg`),
      '2002.jpg',
    ]);
  });

  it('cuts a text that is longer than a page', async () => {
    const page = await pageOf(await folderWith([rowOf('a', { text: 'x'.repeat(5000), error: null })]));
    expect(dataOf(page).items[0]?.text).toBe(`${'x'.repeat(2000)}… (3000 characters more)`);
  });

  it('shows the images that are below the folder with their plates, and opens no others', async () => {
    const png = sharp({ create: { width: 1600, height: 400, channels: 3, background: 'red' } }).png();
    const plate = { ...rowOf('a').plates![0]!, box: [100, 100, 300, 100, 300, 150, 100, 150] as const };
    const rows = ['a.png', 'gone.png', 'broken.png', '../secret.png'].map((file) =>
      rowOf(`in/${file}`, { width: 1600, height: 400, plates: [plate] }),
    );
    const folder = await folderWith([...rows, rowOf('../../secret.png')]);
    const images = join(folder, 'images');
    await sharp(await png.toBuffer()).toFile(join(folder, 'secret.png'));
    await mkdir(join(images, 'in'), { recursive: true });
    await writeFile(join(images, 'in/a.png'), await png.toBuffer());
    await writeFile(join(images, 'in/broken.png'), 'text');
    const { items } = dataOf(await pageOf(folder, '--images', 'images'));
    expect(items.map(({ picture }) => picture !== null)).toEqual([true, false, false, false, false]);
    const sizeOf = async (base64: string | null | undefined) => {
      const { format, width, height } = await sharp(Buffer.from(base64 ?? '', 'base64')).metadata();
      return { format, width, height };
    };
    expect(await sizeOf(items[0]?.picture)).toEqual({ format: 'webp', width: 1280, height: 320 });
    expect(await sizeOf(items[0]?.plates[0]?.crop)).toEqual({ format: 'webp', width: 320, height: 120 });
  });

  it('says what a replay did, from the summary beside the rows', async () => {
    const folder = await folderWith([rowOf('a')]);
    await writeFile(join(folder, 'summary.json'), '{"verdict":"failed","rule":{"name":"<error_threshold>"}}');
    expect(await pageOf(folder)).toContain('AML would say: Failed (&lt;error_threshold&gt;)');
  });

  it.each([
    ['a photo', Buffer.from('89504e470d0a1a0a0000ff', 'hex'), 'line 1 is not valid UTF-8'],
    ['a page', Buffer.from('<!doctype html>\n<p>\n'), 'line 1 is 1 of 17 CSV columns'],
    ['torn', Buffer.from('{"file":"a","sta'), 'line 1 is torn'],
  ])('rejects what is no file of rows: %s', async (_what, content, message) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'photo.jpg'), content);
    const { code, err } = await runIn(folder, ['report', 'photo.jpg']);
    expect(err).toContain(`photo.jpg has no row: ${message}`);
    expect(err).toContain('Give a file of rows that the worker wrote, JSON Lines or CSV.');
    expect(code).toBe(1);
    expect(await readdir(folder)).toEqual(['photo.jpg']);
  });

  it('of no rows at all is a page', async () => {
    expect(await pageOf(await folderWith([]))).toContain('<title>rows</title>');
  });

  it.each([
    [['--output', 'rows'], 'names ROWS itself'],
    [['--output', 'none/x.html'], 'none cannot be found'],
    [['--images', 'none'], 'none cannot be found'],
    [['--rows', '0'], 'a number of rows'],
    [['--rows', '9-3'], 'a number of rows'],
  ])('%j is wrong usage', async (argv, message) => {
    const { code, err } = await runIn(await folderWith([rowOf('a')]), ['report', 'rows', ...argv]);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});
