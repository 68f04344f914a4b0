import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/flow/clock.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** How many milliseconds pass before the clock calls back. */
function delayOf(ms: number): number | null {
  const calls: number[] = [];
  let at = 0;
  systemClock.after(ms, () => calls.push(at));
  vi.advanceTimersByTime(0);
  for (at = 100; at <= 1000; at += 100) vi.advanceTimersByTime(100);
  return calls[0] ?? null;
}

it('calls back after the delay, at once where it is over', () => {
  expect([300, 0, -5].map(delayOf)).toEqual([300, 0, 0]);
});

it('does not call back at once after a delay that is too long for a timer of Node', () => {
  expect([2 ** 31, Number.POSITIVE_INFINITY].map(delayOf)).toEqual([null, null]);
});

it('does not call back when it is cancelled', () => {
  const cancel = systemClock.after(100, () => expect.unreachable());
  cancel();
  vi.advanceTimersByTime(1000);
  expect(vi.getTimerCount()).toBe(0);
});

it('tells the time since 1970, and never runs backwards', () => {
  const now = systemClock.now();
  expect(Math.abs(now - Date.now())).toBeLessThan(60_000);
  expect(systemClock.now()).toBeGreaterThanOrEqual(now);
});
