import { describe, expect, it } from 'vitest';
import { parseFaults } from '../../../src/emulator/faults/parse-faults.ts';

const problemOf = (rules: unknown) => () => parseFaults(JSON.stringify({ rules }), 'faults.json');

describe('a fault script', () => {
  it('becomes rules with every condition filled in', () => {
    const rule = { name: 'busy', on: 'read.submit', nth: 2, fault: 'throttle', retry_after: 3 };
    expect(parseFaults(JSON.stringify({ seed: 9, rules: [rule] }), 'faults.json')).toEqual({
      seed: 9,
      rules: [
        {
          name: 'busy',
          when: {
            on: ['read.submit'],
            nth: [2],
            from: 1,
            to: Number.POSITIVE_INFINITY,
            probability: 1,
            image: null,
            imageName: null,
            perImage: false,
          },
          fault: rule,
        },
      ],
    });
  });

  it('can be the list of rules alone, with seed 1', () => {
    const script = parseFaults('[{"on":["read.submit","read.result"],"fault":"hang"}]', '--faults');
    expect(script).toMatchObject({ seed: 1, rules: [{ name: 'rule 1' }] });
  });

  it.each([
    ['{', /^faults\.json is not JSON/],
    ['{}', /"rules" is missing/],
    ['{"rules":[],"speed":1}', /speed is an unknown field, accepted is one of rules, seed/],
  ])('%s is rejected', (json, message) => {
    expect(() => parseFaults(json, 'faults.json')).toThrow(message);
  });

  it.each([
    [[7], /rule 1 is 7, accepted is an object/],
    [[{ on: 'read.submit' }], /rule 1: fault is missing, accepted is one of throttle, status/],
    [[{ name: 'a', fault: 'hang' }], /rule 1 \(a\): on is missing/],
    [[{ on: 'read.sumbit', fault: 'hang' }], /rule 1: on is "read.sumbit", accepted is one of read\.submit/],
    [[{ on: 'read.submit', fault: 'status' }], /rule 1: status is missing/],
    [
      [{ on: 'read.submit', fault: 'status', status: 200 }],
      /status is 200, accepted is an HTTP status from 400/,
    ],
    [[{ on: 'read.submit', fault: 'hang', status: 500 }], /rule 1: status is an unknown field/],
    [
      [{ on: 'read.submit', fault: 'hang', nth: [] }],
      /rule 1: nth is \[\], accepted is a whole number from 1, or a list of them/,
    ],
    [[{ on: 'read.submit', fault: 'hang', nth: [1, 0] }], /nth\[1\] is 0, accepted is a whole number from 1/],
    [[{ on: 'read.submit', fault: 'hang', probability: 2 }], /probability is 2, accepted is a number from 0/],
    [[{ on: 'read.submit', fault: 'hang', image: 'cat.png' }], /image is "cat.png", accepted is the first 6/],
    [[{ on: 'read.submit', fault: 'hang', from: 3, to: 2 }], /from 3 is after to 2/],
    [
      [{ on: 'read.result', fault: 'operation', ends: 'stuck' }],
      /on has calls that this fault cannot happen to/,
    ],
    [
      [{ on: 'read.submit', fault: 'reset', when: 'before_body', per_image: true }],
      /per_image cannot hold before the body was read/,
    ],
  ])('%j names the rule and the field', (rules, message) => {
    expect(problemOf(rules)).toThrow(message);
  });

  it('every problem is reported at once', () => {
    const rules = [{ on: 'nowhere', fault: 'hang' }, { fault: 'nothing' }];
    expect(problemOf(rules)).toThrow(/2 problems[^]*rule 1: on[^]*rule 2: fault/);
  });
});
