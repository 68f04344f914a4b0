import { describe, expect, it } from 'vitest';
import { parseInjections } from '../../../src/replay/inject/parse-injections.ts';

describe('a script of faults', () => {
  it('may be the list of its rules', () => {
    expect(parseInjections('[{"fault": "timeout"}]', 'it')).toMatchObject({
      seed: 1,
      init: [],
      run: [{ injection: { fault: 'timeout' }, miniBatches: null, attempts: [1], probability: 1 }],
    });
  });

  it.each([
    ['{', 'it is not JSON: '],
    ['{}', 'it: "rules" is missing. A script looks like {"seed": 1, "rules": '],
    ['{"rules": [], "sed": 1}', 'it: sed is an unknown field, accepted is one of rules, seed'],
    ['{"rules": [], "seed": "x"}', 'it: seed is "x", accepted is a whole number'],
    ['[1]', 'it: rule 1: rule 1 is 1, accepted is an object'],
    ['[{}]', 'it: rule 1: fault is missing, accepted is one of init_failure, slow_init, timeout'],
    ['[{"fault": "fire"}]', 'it: rule 1: fault is "fire", accepted is one of init_failure'],
    ['[{"fault": "slow_init"}]', 'it: rule 1: seconds is missing, accepted is a number of seconds from 0'],
    ['[{"fault": "slow_mount", "seconds": -1}]', 'it: rule 1: seconds is -1'],
    ['[{"fault": "init_failure", "mini_batch": 1}]', 'it: rule 1: mini_batch is an unknown field'],
    ['[{"fault": "timeout", "process": 1}]', 'it: rule 1: process is an unknown field'],
    ['[{"fault": "timeout", "torn": true}]', 'it: rule 1: torn is an unknown field'],
    ['[{"fault": "timeout", "attempt": 0}]', 'it: rule 1: attempt is 0, accepted is a whole number from 1'],
    ['[{"fault": "timeout", "probability": 2}]', 'it: rule 1: probability is 2'],
    [
      '[{"fault": "failing_mount", "error": "x"}]',
      'it: rule 1: error is "x", accepted is one of io, missing',
    ],
    ['[{"fault": "timeout"}, {"fault": "toString"}]', 'it: rule 2: fault is "toString"'],
  ])('that is %s is rejected', (json, message) => {
    expect(() => parseInjections(json, 'it')).toThrow(message);
  });

  it('names all problems together', () => {
    expect(() => parseInjections('[{"fault": "x"}, {"fault": "y"}]', 'it')).toThrow(/rule 1[^]*rule 2/);
  });
});
