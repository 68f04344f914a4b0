import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drain, isAccepted } from '../../../../src/ocr/azure/transport/drain-accepted.ts';
import { ManualClock } from '../../../flow/manual-clock.ts';

const agent = new Agent();
const server = createServer((_, response) => {
  response.writeHead(202, { 'operation-location': 'x', 'content-length': '100' });
  response.write('{');
  responses.push(response);
});
const responses: ServerResponse[] = [];

beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(async () => {
  await agent.destroy();
  server.close();
});

const send = () =>
  request(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, { dispatcher: agent });

it('closes the connection of a response that does not end in five seconds', async () => {
  const clock = new ManualClock();
  const accepted = await send();
  const closed = once(responses.at(-1)!, 'close');
  drain(accepted, clock);
  await clock.elapse(4999);
  expect(responses.at(-1)!.closed).toBe(false);
  await clock.elapse(1);
  await closed;
});

it('keeps the connection of a response that ends', async () => {
  const clock = new ManualClock();
  const accepted = await send();
  const { socket } = responses.at(-1)!;
  drain(accepted, clock);
  responses.at(-1)!.end('}'.padStart(99));
  await once(accepted.body, 'close');
  await expect.poll(() => clock.pending).toBe(0);
  expect(socket?.destroyed).toBe(false);
});

it.each([
  [202, { 'operation-location': 'x' }, true],
  [202, {}, false],
  [200, { 'operation-location': 'x' }, false],
])('a response with status %d and %o is an accepted operation: %s', (statusCode, headers, is) => {
  expect(isAccepted({ statusCode, headers })).toBe(is);
});
