import { expect, it } from 'vitest';
import { quadSize, type Quad } from '../../../../src/ocr/offline/image/quad.ts';
import type { RecognisedLine } from '../../../../src/ocr/offline/pp/recognise.ts';
import { lookTighter } from '../../../../src/ocr/offline/pp/tighter-look.ts';

const QUAD: Quad = [
  [10, 20],
  [110, 20],
  [110, 40],
  [10, 40],
];

const lineOf = (text: string, confidence: number, quad = QUAD): RecognisedLine => ({
  text,
  confidence,
  quad,
  words: [],
});

/** The lines after a look that reads `again`, and the outlines that were read. */
async function after(lines: readonly RecognisedLine[], again: readonly [text: string, confidence: number]) {
  const quads: Quad[] = [];
  const result = await lookTighter(lines, async (quad) => {
    quads.push(quad);
    return lineOf(...again, quad);
  });
  return { lines: result, quads };
}

it('an uncertain plate is read once more, cut tighter, and the more certain reading stands in its place', async () => {
  const { lines, quads } = await after([lineOf('XX 644', 0.9)], ['XX 644R', 0.96]);
  expect(lines).toEqual([lineOf('XX 644R', 0.96)]);
  expect(quads.map(quadSize)).toEqual([{ width: 96, height: expect.closeTo(15.2) }]);
});

it('a less certain reading changes nothing', async () => {
  const line = lineOf('XX 644R', 0.9);
  expect((await after([line], ['X 644R', 0.85])).lines).toEqual([line]);
});

it.each([
  ['a certain plate', lineOf('AB 123 CD', 0.97)],
  ['a word', lineOf('WASHINGTON', 0.7)],
  ['a name', lineOf('DUNLOP', 0.7)],
  ['a time', lineOf('10:40:11', 0.7)],
])('%s is not read again', async (_, line) => {
  expect(await after([line], ['AB 123 CD', 1])).toEqual({ lines: [line], quads: [] });
});

it('at most two lines of a page are', async () => {
  const lines = ['AB 123 CD', 'EF 456 GH', 'IJ 789 KL'].map((text) => lineOf(text, 0.9));
  const { quads, lines: read } = await after(lines, ['XX 644R', 0.96]);
  expect(quads).toHaveLength(2);
  expect(read.map(({ text }) => text)).toEqual(['XX 644R', 'XX 644R', 'IJ 789 KL']);
});
