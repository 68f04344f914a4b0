import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { EmulatorResponse } from './http.ts';

/** Sends the complete response. */
export function send(outgoing: ServerResponse, response: EmulatorResponse): void {
  outgoing.end(writeHead(outgoing, response));
}

/** Sends the body in ten pieces over `ms`. */
export async function sendSlowly(
  outgoing: ServerResponse,
  response: EmulatorResponse,
  ms: number,
  signal: AbortSignal,
): Promise<void> {
  const body = writeHead(outgoing, response);
  outgoing.flushHeaders();
  const size = Math.max(1, Math.ceil(body.length / 10));
  for (let at = 0; at < body.length; at += size) {
    await sleep(ms / 10, undefined, { signal });
    outgoing.write(body.subarray(at, at + size));
  }
  outgoing.end();
}

/** Announces the complete body, sends half of it and cuts the connection. */
export function sendHalf(outgoing: ServerResponse, response: EmulatorResponse): void {
  const body = writeHead(outgoing, response);
  outgoing.flushHeaders();
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => cut(outgoing));
}

/**
 * The client sees a connection reset; Node can send one over plain TCP only; over TLS it just closes the connection.
 */
export function cut({ socket }: ServerResponse): void {
  if (socket instanceof TLSSocket) socket.destroy();
  else socket?.resetAndDestroy();
}

function writeHead(outgoing: ServerResponse, { status, headers, body = '' }: EmulatorResponse): Buffer {
  const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
  const bytes = Buffer.from(isJson ? JSON.stringify(body) : body);
  outgoing.writeHead(status, {
    ...(isJson && { 'content-type': 'application/json; charset=utf-8' }),
    ...(status !== 204 && { 'content-length': String(bytes.length) }),
    'apim-request-id': randomUUID(),
    ...headers,
  });
  return bytes;
}
