import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/contract/check.ts';
import { isGuid } from '../../src/contract/is-guid.ts';
import { isRecord } from '../../src/contract/is-record.ts';
import { parseJson } from '../../src/contract/parse-json.ts';
import {
  anything,
  booleanCheck,
  fractionCheck,
  memberOf,
  nonEmptyTextCheck,
  numberCheck,
  textCheck,
  wholeNumberCheck,
  wholeNumberFrom,
} from '../../src/contract/value-checks.ts';

const CASES: readonly [Check, string, accepted: readonly unknown[], refused: readonly unknown[]][] = [
  [anything, 'anything', [null, 0, ''], [undefined]],
  [textCheck, 'text', ['', 'a'], [5, null]],
  [nonEmptyTextCheck, 'text that is not empty', ['a', ' '], ['', 5]],
  [booleanCheck, 'true or false', [true, false], [0, 'true', null]],
  [numberCheck, 'a number', [0, -1.5], ['1', Infinity, NaN, null]],
  [fractionCheck, 'a number from 0 to 1', [0, 0.5, 1], [-0.001, 1.001, '0.5', null, true]],
  [wholeNumberCheck, 'a whole number', [0, -3], [0.5, '1', null]],
  [wholeNumberFrom(3), 'a whole number from 3', [3, 4], [2, 3.5, '3']],
  [memberOf(['a', 'b']), 'one of a, b', ['a', 'b'], ['c', undefined]],
  [memberOf(['a']), 'a', ['a'], ['b']],
];

describe.each(CASES)('the check %#', (check, accepts, accepted, refused) => {
  it(`says that it takes ${accepts}, and does`, () => {
    expect(check.accepted).toBe(accepts);
    expect(accepted.filter((value) => !check.accepts(value))).toEqual([]);
    expect(refused.filter((value) => check.accepts(value))).toEqual([]);
  });
});

it('a record is an object that is not a list', () => {
  expect([{}, { a: 1 }].every(isRecord)).toBe(true);
  expect([null, undefined, [], 'a', 5].some(isRecord)).toBe(false);
});

it('JSON is parsed, and anything else is nothing', () => {
  expect(parseJson('{"a": [1]}')).toEqual({ a: [1] });
  expect(parseJson('{"a": ')).toBeUndefined();
});

it('a GUID has its five groups, in either case, and nothing around them', () => {
  const guid = '0f8fad5b-d9cb-469f-a165-70867728950e';
  expect(isGuid(guid)).toBe(true);
  expect(isGuid(guid.toUpperCase())).toBe(true);
  expect([`${guid}0`, `{${guid}}`, guid.slice(1), guid.replaceAll('-', ''), ''].some(isGuid)).toBe(false);
});
