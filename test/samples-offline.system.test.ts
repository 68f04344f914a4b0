import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neverEnding } from '../src/flow/time-scope.ts';
import { inMemory } from '../src/images/image-content.ts';
import type { ImageFormat } from '../src/images/format.ts';
import type { OcrEngine } from '../src/ocr/engine.ts';
import { builtEngine } from './ocr/offline/built-engine.ts';
import { lettersAndDigits, SAMPLES, TRUTH } from './samples-truth.ts';

// What the engine reads in whole samples: samples-replay.system.test.ts.

/** Around a plate's box, on every side: what a detector leaves. */
const PADDING = 8;

let engine: OcrEngine;
beforeAll(async () => {
  engine = await builtEngine('en');
});
afterAll(() => engine.close());

describe('the offline engine reads the samples', () => {
  it.each(TRUTH.samples.filter(({ box }) => box !== undefined))(
    'the plate cut out of $file',
    async (truth) => {
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
      expect(lettersAndDigits((await textIn(crop)).toUpperCase())).toContain(truth.plate);
    },
  );

  it.each(TRUTH.samples.filter(({ status }) => status === 'failed'))(
    '$file fails alone',
    async ({ file }) => {
      await expect(textIn(await sample(file))).rejects.toMatchObject({ code: 'corrupt_image' });
    },
  );
});

function sample(file: string): Promise<Buffer> {
  return readFile(SAMPLES + file);
}

async function textIn(bytes: Buffer): Promise<string> {
  const format: ImageFormat = bytes[0] === 0x89 ? 'png' : 'jpeg';
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { pages } = await engine.read(inMemory({ key: 'sample', bytes, format, sha256 }), neverEnding());
  return pages.flatMap(({ lines }) => lines.map(({ text }) => text)).join('\n');
}
