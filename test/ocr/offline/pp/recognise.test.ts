import { describe, expect, it } from 'vitest';
import type { Raster } from '../../../../src/ocr/offline/image/raster.ts';
import { parseDictionary } from '../../../../src/ocr/offline/pp/dictionary.ts';
import { type LineRecogniser, recogniseLine } from '../../../../src/ocr/offline/pp/recognise.ts';
import { V4_SPACES } from '../../../../src/ocr/offline/pp/spaces.ts';

const PAGE: Raster = { data: new Uint8Array(96 * 48 * 3), width: 96, height: 48 };
const LINE = [
  [0, 0],
  [96, 0],
  [96, 48],
  [0, 48],
] as const;
const DICTIONARY = parseDictionary('A\nB', false);

/** Sees a text of As and Bs in turn, of a probability that depends on the width; one step is eight columns. */
function modelOf(textAt: (width: number) => string, probabilityAt: (width: number) => number) {
  const widths: number[] = [];
  const recogniser: LineRecogniser = {
    model: {
      run: (_input, width) => {
        widths.push(width);
        const steps = width / 8;
        const text = textAt(width);
        const every = steps / text.length;
        const rows = Array.from({ length: steps }, (_, step) => {
          const index = Math.floor(step / every);
          const isFirst = Math.ceil(index * every) === step;
          const best = isFirst || every < 2 ? text[index] : '-';
          return ['-', 'A', 'B', '_'].map((name) => (name === best ? probabilityAt(width) : 0.001));
        });
        return Promise.resolve({ data: Float32Array.from(rows.flat()), dims: [1, steps, 4] });
      },
      close: () => Promise.resolve(),
    },
    dictionary: DICTIONARY,
    chinese: false,
    spaces: V4_SPACES,
  };
  return { recogniser, widths };
}

describe('a line', () => {
  it('with room for its characters is read once, at its own width', async () => {
    const { recogniser, widths } = modelOf(
      () => 'ABABAB',
      () => 0.9,
    );
    expect((await recogniseLine(recogniser, PAGE, LINE)).text).toBe('ABABAB');
    expect(widths).toEqual([96]);
  });

  it('with too little room is read again, wider, and the more certain reading is taken', async () => {
    const { recogniser, widths } = modelOf(
      (width) => (width > 96 ? 'ABABABAB' : 'ABABABABAB'),
      (width) => (width > 96 ? 0.99 : 0.7),
    );
    const { text, confidence } = await recogniseLine(recogniser, PAGE, LINE);
    expect(widths[1]).toBeGreaterThan(200);
    expect(text).toBe('ABABABAB');
    expect(confidence).toBeCloseTo(0.99);
  });

  it('that is less certain when it is wider stays as it was', async () => {
    const { recogniser, widths } = modelOf(
      () => 'ABABABABAB',
      (width) => (width > 96 ? 0.6 : 0.8),
    );
    expect((await recogniseLine(recogniser, PAGE, LINE)).confidence).toBeCloseTo(0.8);
    expect(widths).toHaveLength(2);
  });

  it('without characters is read once', async () => {
    const { recogniser, widths } = modelOf(
      () => '-',
      () => 0.9,
    );
    expect((await recogniseLine(recogniser, PAGE, LINE)).text).toBe('');
    expect(widths).toHaveLength(1);
  });
});
