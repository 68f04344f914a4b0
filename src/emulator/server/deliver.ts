import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { Answer } from './http.ts';

/** Sends the answer whole. */
export function send(response: ServerResponse, answer: Answer): void {
  response.end(writeHead(response, answer));
}

/** Sends the body in ten pieces over `ms`. */
export async function sendSlowly(
  response: ServerResponse,
  answer: Answer,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  const body = writeHead(response, answer);
  response.flushHeaders();
  const size = Math.max(1, Math.ceil(body.length / 10));
  for (let at = 0; at < body.length; at += size) {
    await sleep(ms / 10, undefined, { signal });
    response.write(body.subarray(at, at + size));
  }
  response.end();
}

/** Promises the whole body, sends half of it and cuts the connection. */
export function sendHalf(response: ServerResponse, answer: Answer): void {
  const body = writeHead(response, answer);
  response.flushHeaders();
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => cut(response));
}

/** The client sees a connection reset; Node can send that under plain TCP only, under TLS it just hangs up. */
export function cut({ socket }: ServerResponse): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}

function writeHead(response: ServerResponse, { status, headers, body = '' }: Answer): Buffer {
  const isJson = typeof body === 'object';
  const bytes = Buffer.from(isJson ? JSON.stringify(body) : body);
  response.writeHead(status, {
    ...(isJson && { 'content-type': 'application/json; charset=utf-8' }),
    ...(status !== 204 && { 'content-length': String(bytes.length) }),
    'apim-request-id': randomUUID(),
    ...headers,
  });
  return bytes;
}
