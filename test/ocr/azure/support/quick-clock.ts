import { systemClock, type Clock } from '../../../../src/flow/clock.ts';

/** Real time, `factor` times as fast: a poll interval of a second lasts 10 ms at 100. For tests with real sockets. */
export function quickClock(factor = 100): Clock {
  return {
    now: () => systemClock.now() * factor,
    after: (ms, callback) => systemClock.after(ms / factor, callback),
  };
}
