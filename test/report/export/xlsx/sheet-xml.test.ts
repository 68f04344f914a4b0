import { expect, it } from 'vitest';
import { ConfigurationError } from '../../../../src/contract/errors.ts';
import { sheetXml } from '../../../../src/report/export/xlsx/sheet-xml.ts';
import { bytesOf, contentOf } from '../table-content.ts';

it('has a header that stays on the screen and filters all records', async () => {
  const xml = String(
    await bytesOf(
      sheetXml(
        contentOf([
          ['a', 1, 1, null],
          ['b', 2, 2, null],
        ]),
      ),
    ),
  );
  expect(xml).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
  expect(xml).toMatch(/<row r="1"><c r="A1" s="1" t="inlineStr"><is><t xml:space="preserve">text</);
  expect(xml).toContain('<row r="3"><c r="A3"');
  expect(xml.endsWith('</sheetData><autoFilter ref="A1:D3"/></worksheet>')).toBe(true);
});

it('rejects a record more than a sheet holds, and says what to do', async () => {
  const records = [1, 2, 3].map((number) => ['a', number, 1, null] as const);
  await expect(bytesOf(sheetXml(contentOf(records), 4))).resolves.toBeDefined();
  const rejected = bytesOf(sheetXml(contentOf(records), 3));
  await expect(rejected).rejects.toThrow(ConfigurationError);
  await expect(bytesOf(sheetXml(contentOf(records), 3))).rejects.toThrow(
    'more than the 2 records that a sheet of xlsx holds: take --format parquet or csv',
  );
});
