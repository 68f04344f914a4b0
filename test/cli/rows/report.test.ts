import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/contract/row.ts';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { rowOf } from '../../report/verify/row-text.ts';
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

const tagsOf = (page: string): string[] => page.match(/<[^>]*>/g) ?? [];

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
    await write('a', 'b');
    const expected = tagsOf(await pageOf(folder));
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (file, said) => {
        await write(file, said);
        expect(tagsOf(await pageOf(folder))).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('allows its own style and nothing else', async () => {
    const page = await pageOf(await folderWith([rowOf('a')]));
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(
      `default-src &#39;none&#39;; style-src &#39;sha256-${digest}&#39;; img-src data:;`,
    );
    expect(page).not.toMatch(/<script|<link|https?:|\sstyle=|\son\w+=/);
  });

  it('shows the first thousand, and the least certain of all', async () => {
    const rows = Array.from({ length: 2003 }, (_, index) =>
      rowOf(`${index}.jpg`, { confidence: 1 - index / 4000 }),
    );
    const page = await pageOf(await folderWith(rows));
    expect(page).toContain('The first 1000 of 2003 rows; 1003 are not shown.');
    const names = [...page.matchAll(/<bdi>(\d+)\.jpg<\/bdi>/g)].map((match) => Number(match[1]));
    expect(names.slice(0, 3)).toEqual([2002, 2001, 2000]);
    expect(names.slice(99, 102)).toEqual([1903, 0, 1]);
    expect(names).toHaveLength(1100);
  });

  it('cuts a text that is longer than a page', async () => {
    const page = await pageOf(await folderWith([rowOf('a', { text: 'x'.repeat(5000), error: null })]));
    expect(page).toContain(`${'x'.repeat(2000)}… (3000 characters more)`);
  });

  it('shows the images that are below the folder, and opens no others', async () => {
    const png = sharp({ create: { width: 900, height: 300, channels: 3, background: 'red' } }).png();
    const rows = ['a.png', 'gone.png', 'broken.png', '../secret.png'].map((file) => rowOf(`in/${file}`));
    const folder = await folderWith([...rows, rowOf('../../secret.png')]);
    const images = join(folder, 'images');
    await sharp(await png.toBuffer()).toFile(join(folder, 'secret.png'));
    await mkdir(join(images, 'in'), { recursive: true });
    await writeFile(join(images, 'in/a.png'), await png.toBuffer());
    await writeFile(join(images, 'in/broken.png'), 'text');
    const page = await pageOf(folder, '--images', 'images');
    const thumbnails = [...page.matchAll(/data:image\/jpeg;base64,([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(new Set(thumbnails).size).toBe(1);
    expect(thumbnails).toHaveLength(2);
    const { width, height } = await sharp(Buffer.from(thumbnails[0] ?? '', 'base64')).metadata();
    expect([width, height]).toEqual([320, 107]);
  });

  it.each([
    ['a photo', Buffer.from('89504e470d0a1a0a0000ff', 'hex'), 'line 1 is not valid UTF-8'],
    ['a page', Buffer.from('<!doctype html>\n<p>\n'), 'line 1 is 1 of 16 CSV columns'],
    ['torn', Buffer.from('{"file":"a","sta'), 'line 1 is torn'],
  ])('rejects what is no file of rows: %s', async (_what, content, message) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'photo.jpg'), content);
    const { code, err } = await runIn(folder, ['report', 'photo.jpg']);
    expect(err).toContain(`photo.jpg has no row: ${message}`);
    expect(err).toContain('Give a file of rows that the worker wrote, JSON Lines or CSV.');
    expect(code).toBe(2);
    expect(await readdir(folder)).toEqual(['photo.jpg']);
  });

  it('of no rows at all is a page', async () => {
    expect(await pageOf(await folderWith([]))).toContain('<title>rows</title>');
  });

  it.each([
    [['--output', 'rows'], 'names ROWS itself'],
    [['--output', 'none/x.html'], 'none cannot be found'],
    [['--images', 'none'], 'none cannot be found'],
  ])('%j is wrong usage', async (argv, message) => {
    const { code, err } = await runIn(await folderWith([rowOf('a')]), ['report', 'rows', ...argv]);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});
