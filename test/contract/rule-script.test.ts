import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/contract/errors.ts';
import { numbersOf, parseRuleScript } from '../../src/contract/rule-script.ts';

const EXAMPLE = 'For example: {"rules": []}';
const parse = (json: string): unknown =>
  parseRuleScript(json, 'faults.json', EXAMPLE, (rule, index) =>
    rule === 'bad' ? [`rule ${index} is bad`] : [],
  );

describe('parseRuleScript', () => {
  it('takes a list of rules, or an object with them and a seed', () => {
    expect(parse('[{"fault": "x"}]')).toEqual({ seed: 1, rules: [{ fault: 'x' }] });
    expect(parse('{"seed": 7, "rules": []}')).toEqual({ seed: 7, rules: [] });
  });

  it.each([
    ['{"rules": ', /^faults\.json is not JSON: ./],
    ['5', /^faults\.json: "rules" is missing\. For example: \{"rules": \[\]\}$/],
    ['{}', /^faults\.json: "rules" is missing/],
    ['{"rules": {}}', /^faults\.json: "rules" is missing/],
    ['{"rules": [], "sed": 7}', /^faults\.json: sed is an unknown field, accepted is one of rules, seed$/],
    ['{"rules": [], "seed": 0.5}', /^faults\.json: .*seed.*a whole number/],
    ['["good", "bad"]', /^faults\.json: rule 1 is bad$/],
  ])('refuses %s', (json, message) => {
    expect(() => parse(json)).toThrow(ConfigurationError);
    expect(() => parse(json)).toThrow(message);
  });

  it('reports every problem', () => {
    expect(() => parse('{"seed": "a", "rules": ["bad", "bad"]}')).toThrow(
      expect.objectContaining({
        problems: [
          expect.stringContaining('seed'),
          'faults.json: rule 0 is bad',
          'faults.json: rule 1 is bad',
        ],
      }),
    );
  });

  it('keeps what JSON.parse threw', () => {
    expect(() => parse('{')).toThrow(expect.objectContaining({ cause: expect.any(SyntaxError) }));
  });
});

it.each([
  [undefined, null],
  [3, [3]],
  [
    [3, 4],
    [3, 4],
  ],
])('the numbers of %j are %j', (value, numbers) => {
  expect(numbersOf(value)).toEqual(numbers);
});
