import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OcrEngine } from '../../../src/ocr/engine.ts';
import { builtEngine } from './built-engine.ts';
import { draw } from './drawing.ts';
import { readWith, textOf } from './read-bytes.ts';

const LETTER = 'To facilitate the shot type analysis in videos, we collect shots, a large-scale set';
const TABLE = `Pos Description Qty Price Total 1 Bolt M6 100 0.05 5.00 2 Nut 7 1 7 3 Washer 1 0.10 0.10 4 0 5 Hex key 2 $3.50 $7.00`;
const BLOCKS = [
  'Harper and Sons Ltd\n14 Mill Lane\nLeeds LS1 4AP\nUnited Kingdom\nVAT GB 123 4567 89',
  'Invoice 2024-0815\nDate 3 May 2024\nCustomer 4711\nDue in 30 days\nPage 1 of 2',
].join('\n');
const QUANTITIES = Array.from({ length: 10 }, (_, row) => `Screw size ${10 + row} ${row}`).join(' ');

const INVOICE = 'Invoice 2024-0815\nTotal amount 1,234.56 EUR\nPaid by card on 3 May';

/** Of images that were drawn for this; a lone `-` is not found, nor what is below the last row of a cut file. */
const TEXTS: Readonly<Record<string, string>> = {
  'jpeg-tenth-missing.jpg': 'Invoice 2024-0815\nTotal amount 1,234.56 EUR\nPaid bv card on 3 Mav',
  'jpeg-without-end-marker.jpg': INVOICE,
  'line-crop-553x27.png': 'Reference:INV-2024-000815 due 2024-12-31',
  'line-crop-644x22.png': LETTER,
  'line-crop-882x30.png': LETTER,
  'one-line-quarter-turn.png': 'The committee reviewed the annual report',
  'one-line-upside-down.png': 'The committee reviewed the annual report',
  'quantities-sans.png': `Article Qty ${QUANTITIES}`,
  'ruled-table.png': TABLE,
  'two-blocks-tight.png': BLOCKS,
  'two-words-one-row.png': 'OK 4711',
  'white_on_transparent.png': INVOICE,
  'white_on_transparent.webp': INVOICE,
};

describe('the offline engine reads', () => {
  let engine: OcrEngine;
  beforeAll(async () => {
    engine = await builtEngine('en');
  });
  afterAll(() => engine.close());
  const read = async (bytes: Buffer): Promise<string> => textOf(await readWith(engine, bytes));

  it.each(Object.entries(TEXTS))('%s', async (file, text) => {
    const found = await read(await readFile(`test/fixtures/images/${file}`));
    const isTable = !text.includes('\n') && text.split(' ').length > 16;
    expect(isTable ? found.replaceAll('\n', ' ') : found).toBe(text);
  });

  it.each([700, 1100])('a tight crop of one line, %i pixels wide', async (width) => {
    const lines = ['The goods lift next to the bicycle room can be used on Monday'];
    const line = await draw({ width: 1250, height: 60, lines, fontSize: 36 }).png().toBuffer();
    const crop = await sharp(line).trim().resize({ width }).png().toBuffer();
    expect(await read(crop)).toBe(lines[0]);
  });

  it.each([90, 180, 270])('two lines turned by %i degrees', async (angle) => {
    const lines = ['Keys and access', 'Room 104, Monday'];
    const page = await draw({ width: 500, height: 140, lines, fontSize: 36 }).png().toBuffer();
    expect(await read(await sharp(page).rotate(angle).png().toBuffer())).toBe(lines.join('\n'));
  });

  it('white text on transparency, in grey with alpha', async () => {
    const drawing = await draw({ width: 420, height: 70, lines: ['Room 104 is open'], fontSize: 40 })
      .negate()
      .greyscale()
      .toColourspace('b-w')
      .png()
      .toBuffer();
    const white = { create: { width: 420, height: 70, channels: 3, background: 'white' } } as const;
    const bytes = await sharp(white).joinChannel(drawing).png().toBuffer();
    expect(await read(bytes)).toBe('Room 104 is open');
  });
});
