import { describe, expect, it } from 'vitest';
import { pacedFlow } from '../../../src/flow/paced-flow.ts';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { sleep } from '../../../src/flow/sleep.ts';
import { neverAborted } from '../../../src/flow/abort.ts';
import { SubmitDeadline } from '../../../src/flow/deadline/submit-deadline.ts';
import { neverEnding, scopeUntil } from '../../../src/flow/time-scope.ts';
import { ManualClock } from '../manual-clock.ts';

/** Whether a submit may leave this long before the deadline: `no` for this image, `never` for any. */
function verdicts(resumes: boolean) {
  const clock = new ManualClock();
  const submits = new SubmitDeadline(retryingFlow({ clock }));
  const at = (leftMs: number, result?: { ownMs: number; leastMs: number }): string => {
    try {
      submits.check(
        scopeUntil(clock.now() + leftMs, neverAborted, () => resumes),
        result,
      );
      return 'yes';
    } catch (error) {
      return (error as { forAll: boolean }).forAll ? 'never' : 'no';
    }
  };
  const submit = async (ms: number): Promise<void> => {
    const done = submits.time(() => sleep(clock, ms, neverAborted));
    await clock.elapse(ms);
    await done;
  };
  return { clock, submits, at, submit };
}

const DOCUMENT = { ownMs: 8000, leastMs: 2000 };

it('lets a submit leave when its result comes in time, and tells whether that of another image would', () => {
  const { at } = verdicts(false);
  expect([8501, 8500, 2501, 2500].map((left) => at(left, DOCUMENT))).toEqual(['yes', 'no', 'no', 'never']);
});

it('waits only for the response where another attempt goes on', () => {
  const { at } = verdicts(true);
  expect([501, 500].map((left) => at(left, DOCUMENT))).toEqual(['yes', 'never']);
});

it('learns how long a submit takes, and forgets a slow one', async () => {
  const { at, submit } = verdicts(true);
  await submit(3000);
  expect([3001, 3000].map((left) => at(left))).toEqual(['yes', 'never']);
  for (let count = 0; count < 100; count += 1) await submit(100);
  expect(at(700)).toBe('yes');
});

it('sets no bound where no deadline is known', () => {
  expect(() => verdicts(false).submits.check(neverEnding(), DOCUMENT)).not.toThrow();
});

it('says why', () => {
  const { submits } = verdicts(false);
  expect(() => submits.check(scopeUntil(0))).toThrow(
    'The image was not submitted, because its result would have come after the time of its mini-batch.',
  );
});

it('leaves half of the time after the last submit to results that are late', () => {
  const { clock, submits } = verdicts(false);
  const check = (ownMs: number) => () =>
    submits.check({ ...scopeUntil(clock.now() + 9000), submitBy: clock.now() + 5000 }, { ownMs, leastMs: 0 });
  expect(check(6499)).not.toThrow();
  expect(check(6500)).toThrow('after the time');
});

it('a slow submit is forgotten slowly', async () => {
  const { at, submit } = verdicts(true);
  await submit(3000);
  await submit(1000);
  // 0.95 of 3 s and 0.05 of 1 s.
  expect([2901, 2900].map((left) => at(left))).toEqual(['yes', 'never']);
});

describe('the last poll of an operation', () => {
  /** Polls at 10 a second. */
  function finalPoll(operations: number, leftMs: number): number {
    const clock = new ManualClock();
    const plan = { published: { kind: 'per-second', requests: 10 }, stated: 10, processes: 1 } as const;
    const flow = pacedFlow([{ budgets: ['result'], plan }], { clock });
    const submits = new SubmitDeadline(flow);
    return submits.finalPollAt(scopeUntil(clock.now() + leftMs), operations) - clock.now();
  }

  it('is early enough for the polls of all that wait', () => {
    expect(finalPoll(1, 60_000)).toBe(59_400);
    expect(finalPoll(100, 60_000)).toBe(49_500);
  });

  it('is as late as possible where that has passed, and is not made after that', () => {
    expect(finalPoll(100, 10_500)).toBe(10_000);
    expect(finalPoll(100, 501)).toBe(1);
    expect(finalPoll(100, 500)).toBe(Number.POSITIVE_INFINITY);
  });

  it('waits for nobody where nothing paces polls', () => {
    const { clock, submits } = verdicts(true);
    expect(submits.untilPolled(1000, 700)).toBe(700);
    expect(submits.finalPollAt(scopeUntil(clock.now() + 9000), 1000) - clock.now()).toBe(8500);
  });
});
