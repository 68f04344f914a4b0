import { closeSync, openSync, readSync } from 'node:fs';

/** Of the thread that runs JavaScript, in Linux: https://docs.kernel.org/scheduler/sched-stats.html */
const STATISTICS = `/proc/self/task/${process.pid}/schedstat`;

/**
 * Watches the turns of the event loop until the returned function is called.
 *
 * @returns the longest time without a turn, in milliseconds on a core: what else the machine does is not counted
 */
export function watchTurns(): () => number {
  const file = openSync(STATISTICS, 'r');
  const bytes = Buffer.alloc(64);
  const onCoreMs = (): number => {
    const length = readSync(file, bytes, 0, bytes.length, 0);
    return Number(bytes.toString('latin1', 0, length).split(' ')[0]) / 1e6;
  };
  let longest = 0;
  let stopped = false;
  let last = onCoreMs();
  const turn = (): void => {
    if (stopped) return;
    const now = onCoreMs();
    longest = Math.max(longest, now - last);
    last = now;
    setImmediate(turn);
  };
  setImmediate(turn);
  return () => {
    stopped = true;
    closeSync(file);
    return longest;
  };
}
