import { describe, expect, it } from 'vitest';
import { PageSetting } from '../../src/plates/page-setting.ts';
import { placeOf } from '../../src/plates/line-place.ts';
import { parsePlateFormats } from '../../src/plates/parse-plate-formats.ts';
import { readGroup } from '../../src/plates/read-group.ts';
import { type Drawn, linesOf } from './support.ts';

/** How much the first `pieces` lines are like a plate among all of them. */
function likeness(drawn: readonly Drawn[], { formats = '', pieces = 1, confidence = 0.9 } = {}): number {
  const lines = [...linesOf(drawn.slice(0, 1)), ...linesOf(drawn.slice(1), confidence)];
  const parsed = parsePlateFormats(formats);
  const group = lines.slice(0, pieces).map((line) => ({ line, place: placeOf(line.box) }));
  const reading = readGroup(
    group.map(({ line }) => line.text),
    parsed,
  );
  return new PageSetting(lines, parsed).likenessOf(group, reading);
}

const plate = (height = 40): Drawn => ['AB 1234', 0, 0, 4 * height, height];
const doubtful = (height = 40): Drawn => ['BIMMIAN', 0, 0, 4 * height, height];
const print = (count: number, height = 20): Drawn[] =>
  Array.from({ length: count }, (_, row) => [`text ${row}`, 0, 100 + 30 * row, 200, height]);

describe('alone on a page', () => {
  it.each([
    ['a plate of a format that was named', plate(), 'LLDDDD', 1],
    ['a regular one, where none was named', plate(), '', 0.9],
    ['a regular one of no format that was named', plate(), 'BR', 0.63],
    ['a doubtful one', doubtful(), '', 0.5],
    ['a doubtful one of no format that was named', doubtful(), 'BR', 0.35],
    ['no plate', ['Station', 0, 0, 100, 20] as const, '', 0],
  ])('%s', (_, drawn, formats, expected) => {
    expect(likeness([drawn], { formats })).toBeCloseTo(expected);
  });
});

describe('beside other lines', () => {
  it('a plate is the less likely the smaller it is, down to a fifth less', () => {
    const beside = (height: number) => likeness([plate(), ['STATION', 0, 100, 300, height]]);
    expect([20, 40, 80, 4e9].map(beside)).toEqual([
      expect.closeTo(0.9),
      expect.closeTo(0.9),
      expect.closeTo(0.81),
      expect.closeTo(0.72),
    ]);
  });

  it('a plate of two pieces counts as the larger of them', () => {
    const pieces: Drawn[] = [
      ['AB', 0, 0, 60, 30],
      ['1234', 70, 0, 160, 40],
    ];
    expect(likeness([...pieces, ['STATION', 0, 100, 300, 40]], { pieces: 2 })).toBeCloseTo(0.9);
  });

  it('a doubtful plate is one where it is one and a half times as tall as all legible words', () => {
    const beside = (text: string, height: number, confidence?: number) =>
      likeness([doubtful(), [text, 0, 100, 300, height]], confidence === undefined ? {} : { confidence });
    expect(beside('STATION', 26.6)).toBeGreaterThan(0);
    expect(beside('STATION', 26.7)).toBe(0);
    expect(beside('1234', 40)).toBeGreaterThan(0);
    expect(beside('STATION', 40, 0.59)).toBeGreaterThan(0);
    expect(beside('STATION', 40, 0.6)).toBe(0);
  });

  it('its own pieces are no other words', () => {
    const pieces: Drawn[] = [
      ['BIM', 0, 0, 100, 40],
      ['MIAN', 110, 0, 130, 40],
    ];
    expect(likeness(pieces, { pieces: 2 })).toBeCloseTo(0.5);
    expect(likeness([...pieces, ['ROAD', 0, 100, 100, 30]], { pieces: 2 })).toBe(0);
  });
});

describe('in print', () => {
  it('begins with thirteen lines', () => {
    expect(likeness([plate(20), ...print(11)])).toBeCloseTo(0.9);
    expect(likeness([plate(20), ...print(12)])).toBe(0);
  });

  it('only what is one and a half times as tall as the middle line may be a plate', () => {
    expect(likeness([plate(29.9), ...print(12)])).toBe(0);
    expect(likeness([plate(30), ...print(12)])).toBeCloseTo(0.9);
    // Half of the lines are small: the middle one is not.
    expect(likeness([plate(30), ...print(6, 5), ...print(7)])).toBeCloseTo(0.9);
    expect(likeness([plate(29), ...print(6, 5), ...print(7)])).toBe(0);
  });

  it('a whole line of a format that was named may be one', () => {
    expect(likeness([plate(20), ...print(12)], { formats: 'LLDDDD' })).toBeCloseTo(0.5);
    expect(likeness([['- AB 1234', 0, 0, 80, 20], ...print(12)], { formats: 'LLDDDD' })).toBe(0);
    expect(likeness([plate(20), ...print(12)], { formats: 'BR' })).toBe(0);
  });
});

describe('the sides of a line', () => {
  const withSides = (width: number, height: number) => likeness([['AB 1234', 0, 0, width, height]]);

  it('are 1.1 to 10 times as wide as high', () => {
    expect([109, 110, 1000, 1001].map((width) => withSides(width, 100) > 0)).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('say nothing where it has no height', () => {
    expect(withSides(100, 0)).toBeCloseTo(0.9);
  });

  it('of one of several pieces may be higher than wide, but not wider than ten times', () => {
    const pieces = (width: number): Drawn[] => [
      ['A', 0, 0, width, 40],
      ['1234', 500, 0, 160, 40],
    ];
    expect(likeness(pieces(20), { pieces: 2 })).toBeGreaterThan(0);
    expect(likeness(pieces(400), { pieces: 2 })).toBeGreaterThan(0);
    expect(likeness(pieces(401), { pieces: 2 })).toBe(0);
  });
});
