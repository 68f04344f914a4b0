import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countVote, isConfident, isUpsideDown } from '../../../../src/ocr/offline/pp/page-vote.ts';
import { numbersFrom } from '../../../support/numbers-from.ts';

type Lines = readonly (readonly [text: string, confidence: number])[];

const vote = (lines: Lines) => countVote(lines.map(([text, confidence]) => ({ text, confidence })));

const SCRAPS: Lines = [
  ['1', 0.5],
  ['00', 0.6],
  ['', 0],
];

it.each<[string, Lines, boolean]>([
  ['one good line among outlines without text', [['AB 123 CD', 0.95], ...SCRAPS], true],
  [
    'a date beside a plate that is hard to read',
    [
      ['2014-06-20 10:40', 1],
      ['HK0E7C', 0.7],
    ],
    true,
  ],
  ['scraps only', SCRAPS, false],
  ['no text', [['', 0]], false],
])('%s is confident: %s', (_, lines, confident) => {
  expect(isConfident(vote(lines))).toBe(confident);
});

it.each<[string, Lines, Lines, boolean]>([
  ['text that reads well turned', [['ssal', 0.5]], [['Glass', 0.97]], true],
  ['a few digits that read a little better turned', [['HK0EFC', 0.73]], [['2230', 0.75]], false],
  ['more, but less certain, text turned', [['AB12', 0.7]], [['2IBVIIHO', 0.55]], false],
  ['a page that says nothing as it lies', [['', 0]], [['Total', 0.9]], true],
  ['a page that says nothing either way', [['', 0]], [['', 0]], false],
])('%s makes a page upside down, or not', (_, asItLies, turned, upsideDown) => {
  expect(isUpsideDown(vote(asItLies), vote(turned))).toBe(upsideDown);
});

const anyLines = fc.array(fc.tuple(fc.string({ maxLength: 12 }), numbersFrom(0, 1)), {
  maxLength: 5,
});

it('an outline without text changes no vote, and a page is never upside down both ways', () => {
  fc.assert(
    fc.property(anyLines, anyLines, (one, other) => {
      expect(vote([...one, ['', 0]])).toEqual(vote(one));
      expect(isUpsideDown(vote(one), vote(other)) && isUpsideDown(vote(other), vote(one))).toBe(false);
    }),
  );
});
