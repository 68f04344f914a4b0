import { expect, it } from 'vitest';
import { turn, type Raster, type Turns } from '../../../../src/ocr/offline/image/raster.ts';
import { readTurned } from '../../../../src/ocr/offline/tesseract/turned.ts';
import type { Line } from '../../../../src/ocr/reading.ts';

const UPRIGHT: Raster = { data: new Uint8Array(40 * 20 * 3), width: 40, height: 20 };
UPRIGHT.data[0] = 255;

function line(text: string, confidence: number): Line {
  return { text, confidence, box: [0, 0, 4, 0, 4, 2, 0, 2], words: [] };
}

/** Reads well only what has its light corner at the top left; elsewhere what it is told to. */
function reader(otherwise: Line[], seen: number[] = []) {
  return async (raster: Raster): Promise<Line[]> => {
    seen.push(raster.width);
    return raster.width === 40 && raster.data[0] === 255 ? [line('Guten Tag', 0.95)] : otherwise;
  };
}

it('reads an upright page once', async () => {
  const seen: number[] = [];
  expect(await readTurned(UPRIGHT, reader([], seen))).toEqual([line('Guten Tag', 0.95)]);
  expect(seen).toHaveLength(1);
});

it.each<[string, Line[]]>([
  ['nothing', []],
  ['long rubbish', [line('ɓǝʇ uǝʇnƃ -- . , ;; uǝʇ', 0.43)]],
])('stands up a page in which %s is read', async (_, otherwise) => {
  const corners: Record<number, number[]> = {
    1: [20, 0, 20, 4, 18, 4, 18, 0],
    2: [40, 20, 36, 20, 36, 18, 40, 18],
    3: [0, 40, 0, 36, 2, 36, 2, 40],
  };
  for (const turns of [1, 2, 3] as Turns[]) {
    const found = await readTurned(turn(UPRIGHT, turns), reader(otherwise));
    expect(found).toMatchObject([{ text: 'Guten Tag', box: corners[turns] }]);
  }
});

it('keeps the page as it is when no direction is better', async () => {
  const unsure = [line('KL 55', 0.6)];
  expect(await readTurned(UPRIGHT, async () => unsure)).toEqual(unsure);
});
