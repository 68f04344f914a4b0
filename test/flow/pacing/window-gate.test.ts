import { expect, it } from 'vitest';
import type { Ticket } from '../../../src/flow/pacing/rate-gate.ts';
import { WindowGate } from '../../../src/flow/pacing/window-gate.ts';

const MINUTE = { requests: 3, windowMs: 60_000 };

function gateAt(window = MINUTE) {
  const gate = new WindowGate(window, () => 0);
  let now = 1000;
  const sendNext = (): Ticket => {
    now = Math.max(now, gate.nextAt());
    return gate.send(now);
  };
  return { gate, sendNext, wait: (ms: number) => (now += ms), now: () => now };
}

it('sends the requests of a window at once, then waits for the next window', () => {
  const { sendNext } = gateAt();
  const times = Array.from({ length: 7 }, () => sendNext().sentAt - 1000);
  expect(times).toEqual([0, 50, 100, 60_500, 60_550, 60_600, 121_000]);
});

it('starts a window with its first request', () => {
  const { sendNext, wait } = gateAt();
  sendNext();
  wait(100_000);
  const times = Array.from({ length: 4 }, () => sendNext().sentAt - 101_000);
  expect(times).toEqual([0, 50, 100, 60_500]);
});

it('ends a window when the service rejects a request', () => {
  const { gate, sendNext, now } = gateAt();
  const [first, second] = [sendNext(), sendNext()];
  gate.rejected(second, now(), 40_000);
  gate.rejected(first, now(), 30_000);
  expect(gate.nextAt() - now()).toBe(40_100);
  const times = Array.from({ length: 3 }, () => sendNext().sentAt);
  expect((times[2] ?? 0) - (times[0] ?? 0)).toBe(100);
});

it('waits 15 seconds where the service does not say how long', () => {
  const { gate, sendNext, now } = gateAt();
  gate.rejected(sendNext(), now(), null);
  expect(gate.nextAt() - now()).toBe(15_100);
});

it('is held longer by a rejection of an earlier request only where that asks for more', () => {
  const { gate, sendNext, now } = gateAt();
  const [first, second, third] = [sendNext(), sendNext(), sendNext()];
  gate.rejected(first, now(), 20_000);
  gate.rejected(second, now(), null);
  expect(gate.nextAt() - now()).toBe(20_100);
  gate.rejected(third, now(), 50_000);
  expect(gate.nextAt() - now()).toBe(50_100);
});

it('knows since when every request has been rejected', () => {
  const { gate, sendNext, wait, now } = gateAt();
  expect(gate.rejectedSince).toBeNull();
  gate.rejected(sendNext(), now(), 1000);
  const since = now();
  wait(5000);
  gate.rejected(sendNext(), now(), 1000);
  expect(gate.rejectedSince).toBe(since);
  sendNext();
  gate.accepted();
  expect(gate.rejectedSince).toBeNull();
});

it('holds processes that were rejected together for different times', () => {
  const gate = new WindowGate(MINUTE, () => 0.5);
  gate.rejected(gate.send(0), 0, 1000);
  expect(gate.nextAt()).toBe(1350);
});
