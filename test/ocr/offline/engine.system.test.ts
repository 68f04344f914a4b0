import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import type { OcrEngine } from '../../../src/ocr/engine.ts';
import { lettersAndDigits, SAMPLES, TRUTH } from '../../samples-truth.ts';
import { builtEngine } from './built-engine.ts';
import { content, readWith, textOf } from './read-bytes.ts';
import { draw, drawPlate } from './drawing.ts';
import { v6Folder } from './v6-model.ts';

// What it reads in whole samples: test/samples-replay.system.test.ts.

/** Around a plate's box, on every side: what a detector leaves. */
const PADDING = 8;

const NARROW_PRINT = `The committee had been tracking the reserve for several months, and the treasurer finally had
him cornered, or so the members thought. As they approached the end of the year, a letter from
the district office arrived, sending the whole plan into disarray. There was hardly a moment to
regroup before the next instalment of 12,450.00 was due, and the minutes of the meeting show
that nobody could say which of the 47 invoices had been settled by the 31st of March 2024.`;

const GERMAN_PAGE =
  'Größenänderung für Übergrößen\nStraße Nr. 12, 80331 München\nRückgabe innerhalb von 14 Tagen';

const V6_FOLDER = await v6Folder();
const V6_NAME = 'PP-OCRv6-small';
const MODELS = [
  { name: 'PP-OCRv4-mobile', folder: null },
  ...(V6_FOLDER === null ? [] : [{ name: V6_NAME, folder: V6_FOLDER }]),
];

describe.each(MODELS)('the offline engine with $name', ({ name, folder }) => {
  let engine: OcrEngine;
  beforeAll(async () => {
    engine = await builtEngine('en', 1, folder);
  });
  afterAll(() => engine.close());

  it('reads a number plate', async () => {
    const reading = await readWith(engine, await drawPlate('KL 55 R 2473').png().toBuffer());
    expect(textOf(reading).replaceAll(/[^A-Z0-9]/g, '')).toBe('KL55R2473');
    expect({ model: reading.model, known: engine.model }).toEqual({ model: name, known: name });
  });

  it('reads sentences line by line, with words, boxes and confidences', async () => {
    const lines = ['The quick brown fox jumps', 'over 13 lazy dogs, twice.'];
    const reading = await readWith(
      engine,
      await draw({ width: 640, height: 140, lines, fontSize: 32 }).png().toBuffer(),
    );
    expect(textOf(reading)).toBe(lines.join('\n'));
    const [page] = reading.pages;
    expect(page).toMatchObject({ page: 1, width: 640, height: 140, unit: 'pixel' });
    const [first] = page!.lines;
    expect(first!.words.map((word) => word.text)).toEqual(['The', 'quick', 'brown', 'fox', 'jumps']);
    expect(first!.confidence).toBeGreaterThan(0.9);
    expect(first!.box[0]).toBeLessThan(first!.box[2]);
    const starts = first!.words.map((word) => word.box[0]);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  });

  it('reads long lines of narrow print with all their letters, and hardly a false space', async () => {
    const read = textOf(
      await readWith(engine, await readFile('test/fixtures/images/narrow-print-72dpi.png')),
    );
    // Of "rn" it sees "m" at this size.
    const letters = (text: string): string => text.replaceAll(/[\s,]/g, '').replace('rn', 'm');
    expect(letters(read)).toBe(letters(NARROW_PRINT));
    expect(read.split(/\s/).length - NARROW_PRINT.split(/\s/).length).toBeLessThanOrEqual(4);
  });

  it('finds nothing on a blank page', async () => {
    const blank = draw({ width: 300, height: 200, lines: [], fontSize: 20 });
    expect((await readWith(engine, await blank.png().toBuffer())).pages[0]!.lines).toEqual([]);
  });

  it.each([90, 180, 270])('stands a page up that was turned by %i degrees', async (angle) => {
    const lines = ['Total amount due', '17.50', 'Thank you and', 'come again', 'soon'];
    const page = await draw({ width: 420, height: 300, lines, fontSize: 32 }).png().toBuffer();
    const reading = await readWith(engine, await sharp(page).rotate(angle).png().toBuffer());
    expect(textOf(reading)).toBe(lines.join('\n'));
    const [firstX, firstY] = reading.pages[0]!.lines[0]!.box;
    const corner = { 90: [290, 20], 180: [400, 280], 270: [20, 400] }[angle]!;
    expect(Math.hypot(firstX - corner[0]!, firstY - corner[1]!)).toBeLessThan(50);
  });

  it.each(TRUTH.samples.filter(({ box }) => box !== undefined))(
    'reads the plate cut out of $file',
    async (sample) => {
      const { x, y, width, height } = sample.box!;
      const cut = {
        left: x - PADDING,
        top: y - PADDING,
        width: width + 2 * PADDING,
        height: height + 2 * PADDING,
      };
      const crop = sharp(join(SAMPLES, sample.file)).extract(cut);
      const text = textOf(await readWith(engine, await crop.png().toBuffer()));
      expect(lettersAndDigits(text.toUpperCase())).toContain(sample.plate);
    },
  );

  it('fails for the sample that is not an image', async () => {
    const [sample, ...others] = TRUTH.samples.filter(({ status }) => status === 'failed');
    expect(others).toEqual([]);
    const reading = readWith(engine, await readFile(join(SAMPLES, sample!.file)));
    await expect(reading).rejects.toMatchObject({ code: 'corrupt_image' });
  });

  it('rejects with the reason of an aborted signal', async () => {
    const reason = new Error('the deadline has passed');
    const bytes = await drawPlate('KL55R2473').png().toBuffer();
    await expect(engine.read(content(bytes), neverEnding(AbortSignal.abort(reason)))).rejects.toBe(reason);
    const controller = new AbortController();
    const reading = engine.read(content(bytes), neverEnding(controller.signal));
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    await expect(readWith(engine, bytes).then(textOf)).resolves.toContain('KL55R2473');
  });
});

it.skipIf(V6_FOLDER === null)('reads accents, ligatures and currencies with PP-OCRv6', async () => {
  const engine = await builtEngine('de', 1, V6_FOLDER);
  try {
    const lines = ['Größe über Straßenmaß', 'çà et là, cœur naïf', 'mañana €12.50 £9'];
    const image = draw({ width: 640, height: 220, lines, fontSize: 40 });
    expect(textOf(await readWith(engine, await image.png().toBuffer()))).toBe(lines.join('\n'));
    const page = await readFile('test/fixtures/images/german-upside-down.png');
    const reading = await readWith(engine, page);
    expect({ text: textOf(reading), model: reading.model }).toEqual({ text: GERMAN_PAGE, model: V6_NAME });
  } finally {
    await engine.close();
  }
});

it('reads German with Tesseract, whichever way the page lies', async () => {
  const engine = await builtEngine('de');
  try {
    const lines = ['Größe über Straßenmaß', 'Fünf süße Äpfel'];
    const reading = await readWith(
      engine,
      await draw({ width: 640, height: 160, lines, fontSize: 40 }).png().toBuffer(),
    );
    expect(textOf(reading)).toBe(lines.join('\n'));
    expect(reading.model).toBe('tesseract-best_int-deu');
    const page = await readFile('test/fixtures/images/german-upside-down.png');
    for (const angle of [0, 90]) {
      const turned = await sharp(page).rotate(angle).png().toBuffer();
      expect(textOf(await readWith(engine, turned))).toBe(GERMAN_PAGE);
    }
  } finally {
    await engine.close();
  }
});
