import { expect, it } from 'vitest';
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
  return { submits, at, submit };
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
