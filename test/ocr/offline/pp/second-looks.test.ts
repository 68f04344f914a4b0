import { expect, it } from 'vitest';
import type { ModelSession } from '../../../../src/ocr/offline/pp/model-session.ts';
import { readPage } from '../../../../src/ocr/offline/pp/page.ts';
import { V4_SPACES } from '../../../../src/ocr/offline/pp/spaces.ts';

const CHARACTERS = ['', ...Array.from('ABCDE123'), ' '];

/** A detector that outlines one line in the middle, at this input width and above. */
function detectorFrom(width: number, widths: number[]): ModelSession {
  return {
    async run(_, columns, rows) {
      widths.push(columns);
      const data = new Float32Array(columns * rows);
      const height = columns >= width ? 20 : 0;
      for (let row = rows / 2; row < rows / 2 + height; row++) {
        data.fill(0.9, row * columns + 600, row * columns + 700);
      }
      return { data, dims: [1, 1, rows, columns] };
    },
    async close() {},
  };
}

/** A recogniser that reads these texts one after the other, with these probabilities. */
function recogniserOf(readings: readonly (readonly [text: string, probability: number])[]): ModelSession {
  const left = [...readings];
  return {
    async run() {
      const [text, probability] = left.shift()!;
      const steps = 2 * text.length + 1;
      const data = new Float32Array(steps * CHARACTERS.length);
      for (let step = 0; step < steps; step++) {
        const best = step % 2 === 0 ? 0 : CHARACTERS.indexOf(text[step >> 1]!);
        data[step * CHARACTERS.length + best] = probability;
      }
      return { data, dims: [1, steps, CHARACTERS.length] };
    },
    async close() {},
  };
}

async function read(detector: ModelSession, readings: Parameters<typeof recogniserOf>[0]) {
  const dictionary = { characters: CHARACTERS, classes: [] };
  const recogniser = { model: recogniserOf(readings), dictionary, chinese: false, spaces: V4_SPACES };
  const raster = { data: new Uint8Array(1600 * 1000 * 3), width: 1600, height: 1000 };
  const lines = await readPage({ detector, recogniser }, raster, () => {});
  return lines.map(({ text, confidence }) => [text, Number(confidence.toFixed(2))]);
}

it('a photograph without a plate is looked at from closer', async () => {
  const widths: number[] = [];
  expect(await read(detectorFrom(1280, widths), [['AB123CD', 0.97]])).toEqual([['AB123CD', 0.97]]);
  expect(widths).toEqual([960, 1280]);
});

it('an uncertain plate is looked at once more, and not from closer', async () => {
  const widths: number[] = [];
  const readings = [
    ['AB123C', 0.9],
    ['AB123CD', 0.97],
  ] as const;
  expect(await read(detectorFrom(0, widths), readings)).toEqual([['AB123CD', 0.97]]);
  expect(widths).toEqual([960]);
});
