import { describe, expect, it } from 'vitest';
import { findPlates, groupPlateLines } from '../../src/plates/find-plates.ts';
import { isPlateTag } from '../../src/plates/plate-tag.ts';
import { boxAt, type Drawn, linesOf } from './support.ts';

const region = (probability: number, x = 100, y = 100, width = 200, height = 80, tag = 'plate') => ({
  tag,
  probability,
  box: boxAt(x, y, width, height),
});
const platesOf = (drawn: readonly Drawn[], regions = [region(0.8)]) =>
  findPlates([{ page: 1, lines: linesOf(drawn) }], regions, []);
/** A line with its middle at this place. */
const around = (text: string, x: number, y: number): Drawn => [text, x - 30, y - 20, 60, 40];

describe('a region of a plate', () => {
  it.each([
    [100, 140, true],
    [99, 140, false],
    [300, 140, true],
    [301, 140, false],
    [200, 100, true],
    [200, 99, false],
    [200, 180, true],
    [200, 181, false],
  ])('has the lines whose middles are in it: %d, %d', (x, y, isIn) => {
    expect(platesOf([around('GO', x, y)])).toHaveLength(isIn ? 1 : 0);
  });

  it.each([
    ['A', 0],
    ['AB', 1],
    ['ABCDEFGHIJ', 1],
    ['ABCDEFGHIJK', 0],
    ['--', 0],
  ])('of %j has %d plates', (text, count) => {
    expect(platesOf([around(text, 200, 140)])).toHaveLength(count);
  });

  it('has a confidence by its probability and its lines, each as long as it is', () => {
    const [sure] = linesOf([around('ABC', 150, 140)], 0.9);
    const [unsure] = linesOf([around('1', 220, 140)], 0.5);
    const [plate] = findPlates([{ page: 3, lines: [sure!, unsure!] }], [region(0.5)], []);
    expect(plate).toMatchObject({ confidence: 0.4, page: 3, raw: 'ABC\n1' });
    expect(plate?.box).toEqual(boxAt(120, 120, 130, 40));
    const unknown = { ...sure!, confidence: null };
    expect(findPlates([{ page: 1, lines: [unknown, unsure!] }], [region(0.5)], [])[0]?.confidence).toBe(0.25);
    const [none] = findPlates([{ page: 1, lines: [unknown] }], [region(0.5)], []);
    expect(none?.confidence).toBeNull();
  });

  it('has confidences of four digits, and those without any come last', () => {
    const lines = linesOf([around('AB', 150, 140), around('CD', 1050, 140)]);
    const [unknown, known] = [
      { ...lines[0]!, confidence: null },
      { ...lines[1]!, confidence: 1 / 3 },
    ];
    const regions = [region(0.8), region(1 / 3, 1000)];
    const plates = findPlates([{ page: 1, lines: [unknown, known] }], regions, []);
    expect(plates.map(({ text, confidence }) => [text, confidence])).toEqual([
      ['CD', 0.1111],
      ['AB', null],
    ]);
  });

  it('leaves the other lines to be judged by the page', () => {
    const plates = platesOf([around('GO', 200, 140), ['AB 1234', 600, 600, 160, 40]]);
    expect(plates.map(({ text }) => text)).toEqual(['AB1234', 'GO']);
  });
});

it.each(['plate', 'Licence Plate', 'ANPR', 'license', 'licence', 'registration', 'Kennzeichen'])(
  'a region named %s is one of a plate',
  (tag) => {
    expect(isPlateTag(tag)).toBe(true);
  },
);

it.each(['car', 'lice', ''])('a region named %j is not', (tag) => {
  expect(isPlateTag(tag)).toBe(false);
  expect(platesOf([around('GO', 200, 140)], [region(0.8, 100, 100, 200, 80, tag)])).toEqual([]);
});

it('the lines of a plate are grouped in their order, with its shape', () => {
  const lines = linesOf([
    ['4T82', 433, 312, 242, 117],
    ['YWK', 456, 197, 198, 118],
    ['EXIT ONLY', 10, 10, 80, 20],
  ]);
  expect(groupPlateLines(lines)).toEqual([{ lines: [lines[0], lines[1]], shape: 'regular' }]);
});

it('a piece does not stand for its plate', () => {
  const drawn: Drawn[] = [
    ['KA 01', 40, 10, 100, 40],
    ['AB 1234', 10, 54, 160, 40],
  ];
  expect(findPlates([{ page: 1, lines: linesOf(drawn) }], [], []).map(({ text }) => text)).toEqual([
    'KA01AB1234',
  ]);
});
