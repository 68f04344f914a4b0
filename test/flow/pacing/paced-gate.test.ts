import { expect, it } from 'vitest';
import type { RateGate, Ticket } from '../../../src/flow/pacing/rate-gate.ts';
import { createGate } from '../../../src/flow/pacing/rate-plan.ts';

function aloneGate(): RateGate {
  const published = { kind: 'per-second', requests: 10 } as const;
  return createGate({ published, stated: null, processes: 1 }, () => 0);
}

/** Lets requests leave as soon as they may. */
function sendAll(gate: RateGate, count: number, from = 0): Ticket[] {
  let now = from;
  return Array.from({ length: count }, () => {
    now = Math.max(now, gate.nextAt(now));
    return gate.send(now);
  });
}

it('does not grow while there is too little work for its rate', () => {
  const gate = aloneGate();
  for (let second = 0; second < 60; second += 1) {
    const [ticket] = sendAll(gate, 1, second * 1000);
    if (ticket !== undefined) gate.accepted(ticket, second * 1000 + 20);
  }
  expect(gate.rate).toBe(10);
});

it('grows while its pacing holds the work back', () => {
  const gate = aloneGate();
  for (const ticket of sendAll(gate, 5)) gate.accepted(ticket, ticket.sentAt + 20);
  expect(gate.rate).toBe(20);
});

it('learns nothing from requests that left before the hold', () => {
  const gate = aloneGate();
  const tickets = sendAll(gate, 30);
  for (const ticket of tickets.slice(0, 10)) gate.accepted(ticket, ticket.sentAt + 20);
  const [rejected, ...late] = tickets.slice(10);
  if (rejected !== undefined) gate.rejected(rejected, 2000, 1000);
  const { rate } = gate;
  for (const [index, ticket] of late.slice(0, 10).entries()) gate.accepted(ticket, 3100 + index * 400);
  const [first] = sendAll(gate, 1, 8000);
  if (first !== undefined) gate.rejected(first, 8020, 1000);
  // A run without an accepted request is short: the estimate is left aside.
  expect(gate.rate).toBeCloseTo(0.97 * rate);
});

it('spreads the first requests of processes that start together', () => {
  const published = { kind: 'per-second', requests: 10 } as const;
  const gate = createGate({ published, stated: null, processes: 1 }, () => 0.5);
  expect(gate.nextAt(1000)).toBe(1050);
});

it('takes in the first response however late, and a hold before anything was sent', () => {
  const gate = aloneGate();
  const ticket = { sentAt: 0, epoch: 0, limited: true };
  gate.accepted(ticket, 10);
  expect(gate.rate).toBe(10);
  gate.rejected(ticket, 20, 3000);
  expect(gate.nextAt(20)).toBe(3020);
});

it('knows since when every request has been rejected', () => {
  const gate = aloneGate();
  const [first] = sendAll(gate, 1);
  gate.rejected(first!, 500, 1000);
  const [second] = sendAll(gate, 1, 2000);
  gate.rejected(second!, 2500, 1000);
  expect(gate.rejectedSince).toBe(500);
  const [third] = sendAll(gate, 1, 9000);
  // One that left before the hold says nothing.
  gate.accepted(first!, 9000);
  expect(gate.rejectedSince).toBe(500);
  gate.accepted(third!, 9020);
  expect(gate.rejectedSince).toBeNull();
});
