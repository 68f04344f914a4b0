import type { Clock } from '../../src/flow/clock.ts';

/** What takes longer is a limit for when something hangs, and keeps its real time. */
const LONGEST_WAIT_MS = 59_000;

/** Waits take no time but are counted; limits stay as they are. */
export function hurriedClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  const start = Date.now();
  let skipped = 0;
  return {
    waits,
    now: () => start + performance.now() + skipped,
    after(ms, callback) {
      const wait = ms <= LONGEST_WAIT_MS;
      const timer = setTimeout(
        () => {
          if (wait) {
            skipped += ms;
            waits.push(ms);
          }
          callback();
        },
        wait ? 0 : ms,
      );
      return () => clearTimeout(timer);
    },
  };
}
