import { Pool } from 'undici';
import { neverAborted } from '../../../flow/abort.ts';
import type { Clock } from '../../../flow/clock.ts';
import { RetryableError } from '../../../flow/retryable-error.ts';
import { withTimeLimit } from '../../../flow/time-limit.ts';
import { publish } from '../../../metrics/channels.ts';
import type { ForwardProxy } from '../../../network/forward-proxy.ts';
import { proxiedPool } from '../../../network/proxied-pool.ts';
import { ServiceSetupError } from '../service-errors.ts';
import { decodeBody, encodingsOf } from './decode-body.ts';
import { drain, isAccepted } from './drain-accepted.ts';
import { fromExchangeError } from './exchange-error.ts';
import type { ServiceRequest, ServiceResponse, Transport } from './transport.ts';

export interface UndiciTransportOptions {
  readonly endpoint: URL;
  readonly clock: Clock;
  /** Limit from the start of a request to the last byte of its response, in milliseconds. */
  readonly requestMs: number;
  /** Null, the default, connects directly. */
  readonly proxy?: ForwardProxy | null;
  /** Certificate authorities to trust instead of Node's, PEM. */
  readonly ca?: string;
  /** Maximum size of a response, in bytes, inclusive. */
  readonly maxResponseBytes?: number;
}

/** How long requests in progress may go on when the transport is closed, milliseconds. */
const CLOSE_MS = 5000;

/** Maximum sockets to one service; further requests wait for a free one. */
const CONNECTIONS = 64;

/** A keep-alive pool for one origin. It follows no redirects and connects to no other host. */
export function undiciTransport(options: UndiciTransportOptions): Transport {
  const { endpoint, clock, requestMs, maxResponseBytes = 128 * 1024 * 1024, ca, proxy = null } = options;
  const connect = { timeout: requestMs, ...(ca === undefined ? {} : { ca }) };
  const poolOptions = {
    connections: CONNECTIONS,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    // Our own limit covers the whole exchange; undici's limit would restart with every byte.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: maxResponseBytes,
  };
  const pool =
    proxy === null
      ? new Pool(endpoint.origin, { ...poolOptions, connect })
      : proxiedPool(proxy, endpoint.origin, poolOptions, connect);

  const observe = (request: ServiceRequest, status: number, text: string): void =>
    publish.exchange(() => ({
      host: endpoint.host,
      status,
      sentBytes: request.body?.length ?? 0,
      receivedBytes: Buffer.byteLength(text),
    }));

  const exchange = async (request: ServiceRequest, signal: AbortSignal): Promise<ServiceResponse> => {
    const { pathname, search } = new URL(request.url);
    // The encodings that a client library accepts are replaced; what is encoded nevertheless is decoded.
    const headers = { ...request.headers, 'accept-encoding': 'identity' };
    const response = await pool.request({
      method: request.method,
      path: pathname + search,
      headers,
      body: request.body,
      signal,
    });
    const received = flatten(response.headers);
    if (isAccepted(response)) {
      drain(response, clock);
      observe(request, response.statusCode, '');
      return { status: response.statusCode, headers: received, text: '' };
    }
    const encodings = encodingsOf(received['content-encoding']);
    const text =
      encodings.length === 0
        ? await response.body.text()
        : await decoded(Buffer.from(await response.body.arrayBuffer()), encodings, response.statusCode);
    observe(request, response.statusCode, text);
    return { status: response.statusCode, headers: received, text };
  };

  const decoded = async (bytes: Buffer, encodings: readonly string[], status: number): Promise<string> => {
    const text = decodeBody(bytes, encodings, { host: endpoint.host, maxBytes: maxResponseBytes });
    // The status of an error says enough.
    return status < 400 ? text : text.catch(() => '');
  };

  return {
    async send(request, signal) {
      if (new URL(request.url).origin !== endpoint.origin) {
        throw new ServiceSetupError(
          'foreign_host',
          `A request for another host than ${endpoint.host} is never sent.`,
        );
      }
      const timeout = () =>
        new RetryableError(
          'request_timeout',
          `No complete response came from ${endpoint.host} within ${requestMs} ms.`,
          {
            mayBeBilled: request.method === 'POST',
          },
        );
      try {
        return await withTimeLimit(clock, { ms: requestMs, error: timeout }, signal, (scope) =>
          exchange(request, scope.signal),
        );
      } catch (error) {
        signal.throwIfAborted();
        throw fromExchangeError(error, request.method, endpoint.host);
      }
    },
    async close() {
      // A submit that has left is paid for, and its response is stored.
      const limit = { ms: CLOSE_MS, error: () => new Error(`${endpoint.host} does not respond.`) };
      await withTimeLimit(clock, limit, neverAborted, () => pool.close()).catch(() => pool.destroy());
    },
  };
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value = '']) => [
      name,
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );
}
