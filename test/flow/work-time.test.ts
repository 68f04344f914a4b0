import { describe, expect, it } from 'vitest';
import { neverEnding, scopeUntil, type TimeScope } from '../../src/flow/time-scope.ts';
import { withWorkTime } from '../../src/flow/work-time.ts';
import { sleep } from '../../src/flow/sleep.ts';
import { neverAborted } from '../../src/flow/abort.ts';
import { ManualClock } from './manual-clock.ts';

const LIMIT = {
  ms: 1000,
  error: () => new Error('The image took too long.'),
  deadlineError: () => new Error('The time of the mini-batch is over.'),
};

function timed(outerOf: (clock: ManualClock) => TimeScope = () => neverEnding()) {
  const clock = new ManualClock();
  const startedAt = clock.now();
  const outer = outerOf(clock);
  /** What work of these parts comes to, and when. */
  const run = async (...parts: (readonly ['work' | 'idle', number])[]) => {
    const ends: number[] = [];
    const done = withWorkTime(clock, LIMIT, outer, async (scope) => {
      for (const [kind, ms] of parts) {
        const wait = (): Promise<void> => sleep(clock, ms, scope.signal);
        await (kind === 'idle' ? scope.idle(wait) : wait());
        ends.push(scope.endsAt - startedAt);
      }
      return 'done';
    }).catch((error: unknown) => (error as Error).message);
    let at = 0;
    const ended = done.then(() => (at = clock.now() - startedAt));
    await clock.elapse(60_000);
    await ended;
    return { result: await done, at, ends };
  };
  return { clock, outer, run };
}

const TOO_LONG = 'The image took too long.';
const OVER = 'The time of the mini-batch is over.';

describe('the time for the work', () => {
  it('ends it, and leaves no timer', async () => {
    const { clock, run } = timed();
    expect(await run(['work', 999])).toMatchObject({ result: 'done', at: 999 });
    expect(clock.pending).toBe(0);
    expect(await timed().run(['work', 5000])).toMatchObject({ result: TOO_LONG, at: 1000 });
  });

  it('stands still while it is idle', async () => {
    const { run, clock } = timed();
    const parts = [
      ['work', 600],
      ['idle', 20_000],
      ['work', 399],
    ] as const;
    expect(await run(...parts)).toEqual({ result: 'done', at: 20_999, ends: [1000, 21_000, 21_000] });
    expect(clock.pending).toBe(0);
    const longer = [...parts, ['work', 2]] as const;
    expect(await timed().run(...longer)).toMatchObject({ result: TOO_LONG, at: 21_000 });
  });

  it('goes on after a wait that failed', async () => {
    const clock = new ManualClock();
    const done = withWorkTime(clock, LIMIT, neverEnding(), async (scope) => {
      await scope.idle(() => Promise.reject(new Error('no slot'))).catch(() => {});
      await sleep(clock, 5000, neverAborted);
    });
    await Promise.all([expect(done).rejects.toThrow(TOO_LONG), clock.elapse(1000)]);
  });

  it('is told while it is idle, as if the work went on now', async () => {
    const clock = new ManualClock();
    const ends: number[] = [];
    await withWorkTime(clock, LIMIT, scopeUntil(clock.now() + 5000), async (scope) => {
      await scope.idle(async () => {
        ends.push(scope.endsAt - clock.now());
        await clock.elapse(4500);
        ends.push(scope.endsAt - clock.now());
      });
    });
    expect(ends).toEqual([1000, 500]);
  });

  it('is no business of work that has ended', async () => {
    const clock = new ManualClock();
    let late: TimeScope | null = null;
    await withWorkTime(clock, LIMIT, neverEnding(), async (scope) => void (late = scope));
    await (late as unknown as TimeScope).idle(() => Promise.resolve());
    expect(clock.pending).toBe(0);
  });
});

describe('the deadline of the outer scope', () => {
  const within = (ms: number) => timed((clock) => scopeUntil(clock.now() + ms));

  it('ends the work where it comes first, with an error of its own', async () => {
    expect(await within(800).run(['work', 5000])).toMatchObject({ result: OVER, at: 800 });
    expect(await within(1000).run(['work', 5000])).toMatchObject({ result: OVER, at: 1000 });
    expect(await within(1001).run(['work', 5000])).toMatchObject({ result: TOO_LONG, at: 1000 });
  });

  it('ends what is idle as well', async () => {
    expect(await within(3000).run(['work', 500], ['idle', 5000])).toMatchObject({ result: OVER, at: 3000 });
  });

  it('leaves what is idle alone where there is none', async () => {
    expect(await timed().run(['idle', 50_000])).toMatchObject({ result: 'done', at: 50_000 });
  });
});

describe('the scope of the work', () => {
  it('has the ends of the outer one, and its waits', async () => {
    const clock = new ManualClock();
    const [stop, close, leave] = [new AbortController(), new AbortController(), new AbortController()];
    let idle = 0;
    const outer: TimeScope = {
      ...scopeUntil(clock.now() + 5000, stop.signal, () => true),
      submitBy: clock.now() + 3000,
      closing: close.signal,
      leaving: leave.signal,
      idle: (wait) => {
        idle += 1;
        return wait();
      },
    };
    await withWorkTime(clock, LIMIT, outer, async (scope) => {
      const { deadline, submitBy, resumes } = scope;
      expect({ deadline, submitBy }).toEqual({ deadline: outer.deadline, submitBy: outer.submitBy });
      expect(resumes()).toBe(true);
      close.abort(new Error('closing'));
      expect([scope.closing.aborted, scope.leaving.aborted, scope.signal.aborted]).toEqual([
        true,
        false,
        false,
      ]);
      leave.abort(new Error('leaving'));
      expect([scope.leaving.aborted, scope.signal.aborted]).toEqual([true, false]);
      await scope.idle(() => Promise.resolve());
    });
    expect(idle).toBe(1);
  });

  it('ends whole at the end of the work, or of the outer signal, for its reason', async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    let given: TimeScope | null = null;
    const done = withWorkTime(clock, LIMIT, neverEnding(stop.signal), (scope) => {
      given = scope;
      return new Promise(() => {});
    });
    const reason = new Error('going home');
    stop.abort(reason);
    await expect(done).rejects.toBe(reason);
    const { signal, closing, leaving } = given as unknown as TimeScope;
    expect([signal.reason, closing.reason, leaving.reason]).toEqual([reason, reason, reason]);
    expect(clock.pending).toBe(0);
  });

  it('does not begin where the outer signal was aborted before', async () => {
    const outer = neverEnding(AbortSignal.abort(new Error('gone')));
    const begin = (): Promise<never> => expect.unreachable();
    await expect(withWorkTime(new ManualClock(), LIMIT, outer, begin)).rejects.toThrow('gone');
  });
});
