import { describe, expect, it } from 'vitest';
import type { Raster } from '../../../../src/ocr/offline/image/raster.ts';
import { parseDictionary } from '../../../../src/ocr/offline/pp/dictionary.ts';
import type { ModelSession } from '../../../../src/ocr/offline/pp/model-session.ts';
import { readPage } from '../../../../src/ocr/offline/pp/page.ts';
import { V4_SPACES } from '../../../../src/ocr/offline/pp/spaces.ts';

const PAGE: Raster = { data: new Uint8Array(320 * 320 * 3).fill(255), width: 320, height: 320 };

/** Rows of the detector's map, of its height, that hold text over half of the width. */
function detectorOf(rows: readonly (readonly [from: number, to: number])[]): ModelSession {
  return {
    run: (_input, width, height) => {
      const data = new Float32Array(width * height);
      for (const [from, to] of rows) {
        for (let y = Math.floor(from * height); y < to * height; y++)
          data.fill(1, y * width, (y + 0.5) * width);
      }
      return Promise.resolve({ data, dims: [1, 1, height, width] });
    },
    close: () => Promise.resolve(),
  };
}

/** Reads `A` in every line, in turn with these probabilities. */
function recogniserOf(...probabilities: readonly number[]) {
  let lines = 0;
  const run: ModelSession['run'] = (_input, width) => {
    const steps = width / 8;
    const probability = probabilities[lines++ % probabilities.length]!;
    const rows = Array.from({ length: steps }, (_, step) => (step === 1 ? [0, probability, 0] : [1, 0, 0]));
    return Promise.resolve({ data: Float32Array.from(rows.flat()), dims: [1, steps, 3] });
  };
  const model = { run, close: () => Promise.resolve() };
  return { model, dictionary: parseDictionary('A', false), chinese: false, spaces: V4_SPACES };
}

async function read(rows: Parameters<typeof detectorOf>[0], ...probabilities: readonly number[]) {
  const models = { detector: detectorOf(rows), recogniser: recogniserOf(...probabilities) };
  const lines = await readPage(models, PAGE, () => {});
  return lines.map(({ text, confidence }) => [text, Number(confidence.toFixed(2))]);
}

describe('a page', () => {
  const rows = [
    [0.1, 0.16],
    [0.4, 0.46],
    [0.7, 0.76],
  ] as const;

  it('on which nothing is certain has what the detector takes for text, with its low confidence', async () => {
    expect(await read(rows, 0.3)).toEqual([
      ['A', 0.3],
      ['A', 0.3],
      ['A', 0.3],
    ]);
  });

  it('on which the detector finds nothing is blank, though the recogniser guesses', async () => {
    expect(await read([], 0.3)).toEqual([]);
    expect(await read([], 0.9)).toEqual([['A', 0.9]]);
  });
});
