import { describe, expect, it } from 'vitest';
import { type Check, describeProblem, problemsOf } from '../../src/contract/check.ts';
import { listOf, mapOf, nullable, objectOf, oneOrMore } from '../../src/contract/compound-checks.ts';
import { fractionCheck, memberOf, textCheck, wholeNumberFrom } from '../../src/contract/value-checks.ts';

const problems = (check: Check, value: unknown) =>
  problemsOf(check, value).map((problem) => describeProblem(problem, 'the value'));

const page = objectOf(
  { page: wholeNumberFrom(1), words: listOf(objectOf({ text: textCheck })) },
  { unit: nullable(memberOf(['pixel', 'inch'])), tags: nullable(mapOf(fractionCheck)) },
);

describe('a check', () => {
  it.each([
    [page, { page: 1, words: [] }],
    [page, { page: 2, words: [{ text: '' }], unit: null, tags: { 'a b': 1 } }],
    [oneOrMore(textCheck), 'a'],
    [oneOrMore(textCheck), ['a', 'b']],
  ])('finds no problem in what it accepts', (check, value) => {
    expect(check.accepts(value)).toBe(true);
    expect(problems(check, value)).toEqual([]);
  });

  it.each([
    [page, 'x', ['the value is "x", accepted is an object']],
    [
      page,
      { page: 0 },
      ['words is missing, accepted is a list', 'page is 0, accepted is a whole number from 1'],
    ],
    [page, { page: 1, words: {} }, ['words is {}, accepted is a list']],
    [page, { page: 1, words: [{ text: 'a' }, { text: 2 }] }, ['words[1].text is 2, accepted is text']],
    [page, { page: 1, words: [3] }, ['words[0] is 3, accepted is an object']],
    [page, { page: 1, words: [], unit: 'm' }, ['unit is "m", accepted is one of pixel, inch or null']],
    [page, { page: 1, words: [], tags: { 'a b': 2 } }, ['tags."a b" is 2, accepted is a number from 0 to 1']],
    [
      page,
      { page: 1, words: [], pages: 2 },
      ['pages is an unknown field, accepted is one of page, words, unit, tags'],
    ],
    [oneOrMore(textCheck), [], ['the value is [], accepted is text, or a list of them']],
    [oneOrMore(textCheck), ['a', 1], ['[1] is 1, accepted is text']],
  ])('names each part that is wrong, the value received and what is accepted', (check, value, expected) => {
    expect(check.accepts(value)).toBe(false);
    expect(problems(check, value)).toEqual(expected);
  });
});
