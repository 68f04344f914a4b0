import { describe, expect, it } from 'vitest';
import type { Quad } from '../../../../src/ocr/offline/image/quad.ts';
import { lookCloser } from '../../../../src/ocr/offline/pp/closer-look.ts';
import type { RecognisedLine } from '../../../../src/ocr/offline/pp/recognise.ts';

type Drawn = readonly [text: string, confidence: number, x: number, y: number, width: number, height: number];

function lineOf([text, confidence, x, y, width, height]: Drawn): RecognisedLine {
  const quad: Quad = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  return { text, confidence, quad, words: [] };
}

/** The texts after a closer look that outlines `closer`, and how many of these were read; null when there was no look. */
async function after(first: readonly Drawn[], closer: readonly Drawn[]) {
  let reads: number | null = null;
  const lines = new Map(closer.map(lineOf).map((line) => [line.quad, line]));
  const all = await lookCloser(first.map(lineOf), {
    async outlines() {
      reads = 0;
      return [...lines.keys()];
    },
    async read(quad) {
      reads = (reads ?? 0) + 1;
      return lines.get(quad)!;
    },
  });
  return { texts: all.map(({ text }) => text), reads };
}

const PLATE: Drawn = ['AB 123 CD', 0.98, 100, 100, 80, 20];

describe('a closer look', () => {
  it('adds a plate that was not outlined before', async () => {
    expect(await after([['GARAGE', 0.6, 10, 10, 90, 20]], [PLATE])).toEqual({
      texts: ['GARAGE', 'AB 123 CD'],
      reads: 1,
    });
  });

  it('puts a plate of two rows in the place of what was read of both at once', async () => {
    const rows: Drawn[] = [
      ['ZEE', 1, 75, 20, 70, 38],
      ['5773', 1, 72, 60, 75, 38],
    ];
    expect((await after([['7', 0.5, 69, 13, 85, 90]], rows)).texts).toEqual(['ZEE', '5773']);
  });

  it.each<[string, Drawn]>([
    ['a plate', PLATE],
    ['an uncertain plate', ['AB 123 CD', 0.6, 100, 100, 80, 20]],
    ['a name that is read well', ['BIMMIAN', 0.99, 100, 100, 80, 20]],
  ])('is not taken where %s was found', async (_, line) => {
    expect(await after([line], [PLATE])).toEqual({ texts: [line[0]], reads: null });
  });

  it('is not taken at print', async () => {
    const print = Array.from({ length: 13 }, (_, row): Drawn => ['and so on', 1, 10, 30 * row, 200, 20]);
    expect((await after(print, [PLATE])).reads).toBeNull();
  });

  it.each<[string, Drawn]>([
    ['some words', ['and so on', 0.99, 100, 100, 80, 20]],
    ['a name', ['FELICIA', 0.99, 100, 100, 80, 20]],
    ['a plate that is not certain', ['AB 123 CD', 0.7, 100, 100, 80, 20]],
  ])('does not add %s', async (_, line) => {
    expect(await after([], [line])).toEqual({ texts: [], reads: 1 });
  });

  it('does not read again what was read well', async () => {
    const date: Drawn = ['2014-06-20 10:40:11', 1, 4, 3, 118, 17];
    expect(await after([date], [date, PLATE])).toEqual({ texts: [date[0], 'AB 123 CD'], reads: 1 });
  });
});
