import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neverEnding } from '../src/flow/time-scope.ts';
import { inMemory } from '../src/images/image-content.ts';
import type { ImageFormat } from '../src/images/format.ts';
import type { OcrEngine } from '../src/ocr/engine.ts';
import type * as OfflineEngine from '../src/ocr/offline/engine.ts';
import { ROOT, SAMPLES, TRUTH, type SampleTruth } from './samples-truth.ts';

/** Characters wrong per character of truth, spaces and case aside. */
const MOST_WRONG = 0.02;

/** Around a plate's box, on every side: what a detector leaves. */
const PADDING = 8;

let engine: OcrEngine;

beforeAll(async () => {
  const built = `${ROOT}dist/src/ocr/offline/engine.js`;
  const { createOfflineEngine } = (await import(built)) as typeof OfflineEngine;
  engine = await createOfflineEngine({ language: 'en', threads: 1 });
});

afterAll(() => engine.close());

describe('the offline engine reads the samples', () => {
  it.each(withPlate())('the plate in $file', async ({ file, plate }) => {
    expect(lettersAndDigits(await linesIn(await sample(file)))).toContain(plate);
  });

  it.each(withPlate().filter(({ box }) => box !== undefined))('the plate cut out of $file', async (truth) => {
    const { x, y, width, height } = truth.box!;
    const cut = {
      left: x - PADDING,
      top: y - PADDING,
      width: width + 2 * PADDING,
      height: height + 2 * PADDING,
    };
    const crop = await sharp(await sample(truth.file))
      .extract(cut)
      .png()
      .toBuffer();
    expect(lettersAndDigits(await linesIn(crop))).toContain(truth.plate);
  });

  it.each(TRUTH.samples.filter(({ lines }) => lines !== undefined))(
    'the text of $file',
    async ({ file, lines }) => {
      const wanted = comparable(lines!);
      const read = comparable(await linesIn(await sample(file)));
      expect(distance(read, wanted) / wanted.length, `read ${read}, not ${wanted}`).toBeLessThanOrEqual(
        MOST_WRONG,
      );
    },
  );

  it.each(TRUTH.samples.filter(({ status }) => status === 'no_text'))(
    'nothing in $file',
    async ({ file }) => {
      expect(await linesIn(await sample(file))).toEqual([]);
    },
  );

  it.each(TRUTH.samples.filter(({ status }) => status === 'failed'))(
    '$file fails alone',
    async ({ file }) => {
      await expect(linesIn(await sample(file))).rejects.toMatchObject({ code: 'corrupt_image' });
    },
  );
});

function withPlate(): SampleTruth[] {
  return TRUTH.samples.filter(({ plate }) => plate !== undefined);
}

function sample(file: string): Promise<Buffer> {
  return readFile(SAMPLES + file);
}

async function linesIn(bytes: Buffer): Promise<string[]> {
  const format: ImageFormat = bytes[0] === 0x89 ? 'png' : 'jpeg';
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { pages } = await engine.read(inMemory({ key: 'sample', bytes, format, sha256 }), neverEnding());
  return pages.flatMap(({ lines }) => lines.map(({ text }) => text));
}

function lettersAndDigits(lines: string[]): string {
  return lines
    .join('')
    .toUpperCase()
    .replace(/[^A-Z0-9]/gu, '');
}

function comparable(lines: readonly string[]): string {
  return lines.join('').toUpperCase().replace(/\s/gu, '');
}

/** Levenshtein's, one row at a time. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of Array.from(from).entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = row[column - 1]! + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(changed, row[column]! + 1, next[column - 1]! + 1));
    }
    row = next;
  }
  return row.at(-1)!;
}
