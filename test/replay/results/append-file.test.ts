import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppendFile } from '../../../src/replay/results/append-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const noLinks = () => Promise.reject(Object.assign(new Error('not supported'), { code: 'EPERM' }));

describe.each([
  ['with hard links', undefined],
  ['without hard links', noLinks],
])('AppendFile %s', (_name, makeLink) => {
  it('holds every text once, in the order of the calls, and leaves no hidden file', async () => {
    const folder = await temporaryFolder();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), async (texts) => {
        const file = new AppendFile(join(folder, 'rows.txt'), undefined, makeLink);
        await Promise.all(texts.map((text) => file.append(text)));
        await file.close();
        expect(await readFile(join(folder, 'rows.txt'), 'utf8')).toBe(texts.join(''));
        expect(await readdir(folder)).toEqual(['rows.txt']);
        await rm(join(folder, 'rows.txt'));
      }),
      { numRuns: 30 },
    );
  });

  it('shows the last rows at its end at the latest', async () => {
    const folder = await temporaryFolder();
    const file = new AppendFile(join(folder, 'rows.txt'), undefined, makeLink);
    await file.append('many rows\n');
    await file.append('one\n');
    await file.close();
    expect(await readFile(join(folder, 'rows.txt'), 'utf8')).toBe('many rows\none\n');
  });

  it('ends once what was appended before is written', async () => {
    const folder = await temporaryFolder();
    const file = new AppendFile(join(folder, 'rows.txt'), undefined, makeLink);
    const appending = file.append('rows\n');
    await file.close();
    expect(await readdir(folder)).toEqual(['rows.txt']);
    expect(await readFile(join(folder, 'rows.txt'), 'utf8')).toBe('rows\n');
    await appending;
  });

  it('writes nothing when nothing was appended, and an empty file for an empty text', async () => {
    const folder = await temporaryFolder();
    const file = new AppendFile(join(folder, 'rows.txt'), undefined, makeLink);
    expect(file.used).toBe(false);
    await file.close();
    expect(await readdir(folder)).toEqual([]);
    const empty = new AppendFile(join(folder, 'rows.txt'), undefined, makeLink);
    await empty.append('');
    await empty.close();
    expect(await readFile(join(folder, 'rows.txt'), 'utf8')).toBe('');
  });
});

describe('AppendFile', () => {
  it('shows each text as soon as append resolves', async () => {
    const folder = await temporaryFolder();
    const file = new AppendFile(join(folder, 'rows.txt'));
    for (let count = 1; count <= 5; count += 1) {
      await file.append('x\n');
      expect(await readFile(join(folder, 'rows.txt'), 'utf8')).toBe('x\n'.repeat(count));
    }
    await file.close();
  });

  it('says what is wrong and what to do when the folder cannot take it', async () => {
    const folder = await temporaryFolder();
    const file = new AppendFile(join(folder, 'gone', 'rows.txt'));
    await expect(file.append('x')).rejects.toThrow(/Cannot append rows to .*ENOENT.*continue with --resume/s);
  });

  it('keeps what it had when the new rows cannot take the public name', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'rows.txt');
    const file = new AppendFile(path);
    await file.append('first\n');
    await rm(path);
    await mkdir(path);
    await writeFile(join(path, 'other'), '');
    await expect(file.append('second\n')).rejects.toThrow('Cannot append');
    expect(await readFile(join(folder, '.rows.txt.a'), 'utf8')).toBe('first\n');
    expect(await readFile(join(folder, '.rows.txt.b'), 'utf8')).toBe('');
    await file.close();
  });
});
