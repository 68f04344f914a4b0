import { expect, it } from 'vitest';
import type { Quad } from '../../../../src/ocr/offline/image/quad.ts';
import { joinRows } from '../../../../src/ocr/offline/layout/join-rows.ts';
import type { RecognisedLine } from '../../../../src/ocr/offline/pp/recognise.ts';

type Drawn = readonly [text: string, x: number, y: number, width: number, height: number];

function lineOf([text, x, y, width, height]: Drawn, angle = 0): RecognisedLine {
  const at = (left: number, top: number): readonly [number, number] => [
    left * Math.cos(angle) - top * Math.sin(angle),
    left * Math.sin(angle) + top * Math.cos(angle),
  ];
  const quad: Quad = [at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height)];
  return { text, confidence: 0.9, quad, words: [{ text, confidence: 0.9, quad }] };
}

const joined = (drawn: readonly Drawn[], angle = 0) =>
  joinRows(drawn.map((one) => lineOf(one, angle))).map(({ text }) => text);

it.each([0, 0.3, Math.PI / 2, Math.PI])(
  'joins pieces of a row with the gap of a word, at an angle of %d',
  (angle) => {
    expect(
      joined(
        [
          ['OK', 30, 17, 60, 28],
          ['4711', 93, 17, 95, 27],
        ],
        angle,
      ),
    ).toEqual(['OK 4711']);
  },
);

it('gives the line the words, the outline and the confidence of its pieces', () => {
  const [left, right] = [
    lineOf(['AB', 0, 0, 20, 10]),
    { ...lineOf(['1234', 22, 0, 40, 10]), confidence: 0.6 },
  ];
  const [line] = joinRows([left, right]);
  expect(line?.words.map(({ text }) => text)).toEqual(['AB', '1234']);
  expect(line?.confidence).toBeCloseTo(0.7);
  expect(line?.quad).toEqual(lineOf(['', 0, 0, 62, 10]).quad);
});

it.each<[string, readonly Drawn[]]>([
  [
    'the cells of a table',
    [
      ['Qty', 0, 0, 30, 10],
      ['12', 60, 0, 20, 10],
    ],
  ],
  [
    'a small text beside a large one',
    [
      ['GB', 0, 20, 15, 11],
      ['AB 123', 17, 10, 150, 34],
    ],
  ],
  [
    'the next row',
    [
      ['one', 0, 0, 50, 10],
      ['two', 52, 12, 50, 10],
    ],
  ],
  [
    'a line below',
    [
      ['one', 0, 0, 50, 10],
      ['two', 0, 12, 50, 10],
    ],
  ],
])('keeps %s apart', (_, drawn) => {
  expect(joined(drawn)).toHaveLength(2);
});
