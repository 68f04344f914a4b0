import { expect, it } from 'vitest';
import { Pacer } from '../../../src/flow/pacing/pacer.ts';

/** Lets requests leave as soon as they may, each with the lateness of a timer. */
function departures(pacer: Pacer, count: number, rate: number, late = 0): number[] {
  let now = 0;
  return Array.from({ length: count }, () => {
    now = Math.max(now, pacer.nextAt(now, rate, 0)) + late;
    pacer.send(now, rate);
    return now;
  });
}

it('spaces requests evenly', () => {
  expect(departures(new Pacer(0), 4, 20)).toEqual([0, 50, 100, 150]);
});

it('keeps the rate when timers are late', () => {
  const times = departures(new Pacer(0), 101, 100, 1);
  expect(((times.at(-1) ?? 0) - (times[0] ?? 0)) / 100).toBeCloseTo(10, 1);
});

it('keeps a rate whose interval is shorter than the delays of a busy process', () => {
  const pacer = new Pacer(0);
  let sent = 0;
  // The process gets to it every 30 ms only.
  for (let now = 0; now <= 3000; now += 30) {
    for (; pacer.nextAt(now, 200, 0) <= now; sent += 1) pacer.send(now, 200);
  }
  expect(sent).toBeGreaterThan(590);
  expect(sent).toBeLessThanOrEqual(601);
});

it('does not make up for more than 50 milliseconds', () => {
  const pacer = new Pacer(0);
  pacer.send(0, 100);
  expect(pacer.nextAt(1, 100, 0)).toBe(10);
  pacer.send(60, 100);
  expect(pacer.nextAt(60, 100, 0)).toBe(20);
  expect(pacer.nextAt(500, 100, 0)).toBe(20);
  pacer.send(500, 100);
  expect(pacer.nextAt(500, 100, 0)).toBe(510);
});

it('has no burst after a pause', () => {
  const pacer = new Pacer(0);
  pacer.send(0, 10);
  expect(pacer.nextAt(60_000, 10, 0)).toBeLessThan(60_000);
  expect(pacer.send(60_000, 10)).toBe(false);
  expect(pacer.nextAt(60_000, 10, 0)).toBe(60_100);
});

it('knows when it, and not a lack of work, decided', () => {
  const pacer = new Pacer(0);
  expect(pacer.send(0, 10)).toBe(false);
  pacer.nextAt(20, 10, 0);
  expect(pacer.send(100, 10)).toBe(true);
  expect(pacer.send(240, 10)).toBe(true);
  expect(pacer.send(500, 10)).toBe(false);
});
