import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseForInit, chooseForRun } from '../../../src/replay/inject/choose-injection.ts';
import { parseInjections } from '../../../src/replay/inject/parse-injections.ts';

const script = (seed: number, ...rules: readonly object[]) =>
  parseInjections(JSON.stringify({ seed, rules }), 'test');
const attempts = Array.from({ length: 300 }, (_, number) => ({
  index: Math.floor(number / 3),
  attempt: (number % 3) + 1,
}));
const chosen = (seed: number, ...rules: readonly object[]) =>
  attempts.map((at) => chooseForRun(script(seed, ...rules), at)?.fault ?? null);

describe('the fault of an attempt', () => {
  it('is that of the first rule that names its mini-batch and attempt', () => {
    const faults = script(
      1,
      { fault: 'timeout', mini_batch: [2, 3], attempt: 2 },
      { fault: 'node_loss', attempt: [1, 2] },
    );
    expect(chooseForRun(faults, { index: 3, attempt: 2 })?.fault).toBe('timeout');
    expect(chooseForRun(faults, { index: 3, attempt: 1 })?.fault).toBe('node_loss');
    expect(chooseForRun(faults, { index: 9, attempt: 2 })?.fault).toBe('node_loss');
    expect(chooseForRun(faults, { index: 9, attempt: 3 })).toBeNull();
  });

  it('is for first attempts unless the rule says which', () => {
    expect(
      new Set(
        attempts
          .filter((_, at) => chosen(1, { fault: 'timeout' })[at] !== null)
          .map(({ attempt }) => attempt),
      ),
    ).toEqual(new Set([1]));
  });

  it('depends on the seed and the attempt alone', () => {
    const rule = { fault: 'out_of_memory', probability: 0.5 };
    fc.assert(
      fc.property(fc.integer(), fc.shuffledSubarray(attempts), (seed, some) => {
        const faults = chosen(seed, rule);
        const all = new Map(attempts.map((at, place) => [at, faults[place]]));
        const again = script(seed, rule);
        for (const at of some) expect(chooseForRun(again, at)?.fault ?? null).toBe(all.get(at));
      }),
      { numRuns: 5 },
    );
    expect(chosen(1, rule)).not.toEqual(chosen(2, rule));
  });

  it('is drawn as often as the probability says', () => {
    const rule = { fault: 'timeout', probability: 0.3, attempt: [1, 2, 3] };
    const count = chosen(7, rule).filter((fault) => fault !== null).length;
    expect(count).toBeGreaterThan(60);
    expect(count).toBeLessThan(120);
  });
});

describe('the fault of an init', () => {
  it('is that of the first rule that names its process', () => {
    const faults = script(
      1,
      { fault: 'slow_init', seconds: 1, process: 2 },
      { fault: 'init_failure', process: [2, 3] },
    );
    expect([1, 2, 3].map((process) => chooseForInit(faults, process)?.fault)).toEqual([
      undefined,
      'slow_init',
      'init_failure',
    ]);
  });

  it('is for every process unless the rule says which', () => {
    expect(chooseForInit(script(1, { fault: 'init_failure' }), 17)?.fault).toBe('init_failure');
  });

  it('is never one of a run', () => {
    expect(chooseForInit(script(1, { fault: 'timeout' }), 1)).toBeNull();
    expect(chooseForRun(script(1, { fault: 'init_failure' }), { index: 0, attempt: 1 })).toBeNull();
  });
});
