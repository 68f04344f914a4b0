import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { xlsxFile } from '../../../../src/report/export/xlsx/table-xlsx.ts';
import { bytesOf, contentOf } from '../table-content.ts';

it('is a zip that begins with the list of its parts', async () => {
  const bytes = await bytesOf(xlsxFile(contentOf([['a', 1, 1, null]])));
  expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  expect(bytes.subarray(30, 49).toString()).toBe('[Content_Types].xml');
  expect(bytes.includes('xl/worksheets/sheet1.xml')).toBe(true);
});

it('passes on what the records throw', async () => {
  const records = (function* () {
    yield ['a', 1, 1, null] as const;
    throw new Error('the disk is gone');
  })();
  await expect(bytesOf(xlsxFile(contentOf(records)))).rejects.toThrow('the disk is gone');
});

it('passes on what the records throw while its reader waits for them', { timeout: 10_000 }, async () => {
  const records = (async function* () {
    yield ['a', 1, 1, null] as const;
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
    throw new Error('the disk is gone');
  })();
  await expect(bytesOf(xlsxFile({ ...contentOf([]), records }))).rejects.toThrow('the disk is gone');
});

it('takes no more records when its reader leaves', async () => {
  let taken = 0;
  let left = false;
  const records = (function* () {
    try {
      for (;;) {
        taken += 1;
        yield [randomBytes(1000).toString('hex'), 1, 1, null] as const;
      }
    } finally {
      left = true;
    }
  })();
  let read = 0;
  for await (const chunk of xlsxFile(contentOf(records))) {
    read += chunk.length;
    if (read > 100_000) break;
  }
  await expect.poll(() => left, { timeout: 30_000 }).toBe(true);
  expect(taken).toBeLessThan(5000);
});
