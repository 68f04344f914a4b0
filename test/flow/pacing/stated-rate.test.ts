import { expect, it } from 'vitest';
import { AdaptiveRate } from '../../../src/flow/pacing/adaptive-rate.ts';
import { AloneLaw } from '../../../src/flow/pacing/alone-law.ts';
import { StatedRate } from '../../../src/flow/pacing/stated-rate.ts';

const RUN = { now: 0, accepted: 100, seconds: 10, limitedSeconds: 5, depthSeconds: 1 };

function stated() {
  let wrong = 0;
  const steady = new AloneLaw();
  const law = new StatedRate(
    20,
    () => new AdaptiveRate({ start: 20, ceiling: 20, rampEnd: 20, steadyFor: () => steady }),
    () => (wrong += 1),
  );
  return { law, wrong: () => wrong };
}

it('neither grows nor falls', () => {
  const { law } = stated();
  law.accepted(RUN);
  law.rejected({ ...RUN, estimate: 5 });
  expect(law.rate).toBe(20);
});

it('is given up, once, when 5 in 100 are rejected for 30 seconds', () => {
  const { law, wrong } = stated();
  for (let second = 0; second <= 29; second += 1) {
    for (let request = 0; request < 10; request += 1) law.observed(request === 0, second);
  }
  law.rejected({ ...RUN, estimate: 5 });
  expect([law.rate, wrong()]).toEqual([20, 0]);
  for (let request = 0; request < 100; request += 1) law.observed(request % 10 === 0, 60);
  law.rejected({ ...RUN, estimate: 5 });
  expect(law.rate).toBeCloseTo(4.85);
  expect(wrong()).toBe(1);
});

it('survives a capacity that falls for a while', () => {
  const { law, wrong } = stated();
  for (let second = 0; second < 300; second += 1) {
    const low = second % 60 < 20;
    for (let request = 0; request < 10; request += 1) law.observed(low && request === 0, second);
  }
  expect(wrong()).toBe(0);
});
