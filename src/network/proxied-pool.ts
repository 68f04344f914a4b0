import type { Socket } from 'node:net';
import { callbackify } from 'node:util';
import { buildConnector, type Dispatcher, Pool } from 'undici';
import type { ForwardProxy } from './forward-proxy.ts';
import { openTunnel } from './open-tunnel.ts';
import { fromProxyConnection, fromProxyStatus, fromTunnelHandshake } from './proxy-error.ts';

export interface ConnectOptions {
  /** Limit of connecting, in milliseconds. */
  readonly timeout: number;
  /** Certificate authorities to trust instead of Node's, PEM. */
  readonly ca?: string;
}

/**
 * A keep-alive pool for one origin through a proxy: for https a tunnel for each connection, so that the proxy sees only
 * the host's name; for http requests in absolute form, as most proxies tunnel to port 443 only.
 *
 * https://www.rfc-editor.org/rfc/rfc9112#name-absolute-form
 */
export function proxiedPool(
  proxy: ForwardProxy,
  origin: string,
  options: Omit<Pool.Options, 'connect'>,
  connect: ConnectOptions,
): Dispatcher {
  return origin.startsWith('https:')
    ? new Pool(origin, { ...options, connect: tunnelConnector(proxy, connect) })
    : forwardingPool(proxy, origin, options, connect);
}

function tunnelConnector(proxy: ForwardProxy, connect: ConnectOptions): buildConnector.connector {
  const handshake = buildConnector(connect);
  const open = async (target: buildConnector.Options): Promise<Socket> => {
    const { hostname, port } = target;
    const name = hostname.includes(':') ? `[${hostname}]` : hostname;
    const httpSocket = await openTunnel(proxy, `${name}:${port || '443'}`, connect.timeout);
    return new Promise((resolve, reject) => {
      handshake({ ...target, httpSocket }, (error, socket) => {
        if (error === null) resolve(socket);
        else reject(fromTunnelHandshake(error, proxy, name));
      });
    });
  };
  return callbackify(open) as unknown as buildConnector.connector;
}

function forwardingPool(
  proxy: ForwardProxy,
  origin: string,
  options: Omit<Pool.Options, 'connect'>,
  connect: ConnectOptions,
): Dispatcher {
  const { host } = new URL(origin);
  const connector = buildConnector(connect);
  const pool = new Pool(proxy.origin, {
    ...options,
    connect: (target: buildConnector.Options, callback: buildConnector.Callback) =>
      connector(target, (...[error, socket]) =>
        error === null ? callback(null, socket) : callback(fromProxyConnection(error, proxy, host), null),
      ),
  });
  return pool.compose((dispatch) => (request, handler) => {
    const headers = { ...headersOf(request.headers), host, ...proxy.headers() };
    const sent = { ...request, origin: proxy.origin, path: `${origin}${request.path}`, headers };
    return dispatch(
      sent,
      withoutProxyResponse(handler, () => fromProxyStatus(407, proxy, host)),
    );
  });
}

/** Only a proxy responds with status 407; its page is dropped. */
function withoutProxyResponse(
  handler: Dispatcher.DispatchHandler,
  error: () => Error,
): Dispatcher.DispatchHandler {
  return {
    onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
    onRequestUpgrade: (...args) => handler.onRequestUpgrade?.(...args),
    onResponseStart(controller, status, headers, message) {
      if (status === 407) controller.abort(error());
      else handler.onResponseStart?.(controller, status, headers, message);
    },
    onResponseData: (controller, chunk) => handler.onResponseData?.(controller, chunk),
    onResponseEnd: (controller, trailers) => handler.onResponseEnd?.(controller, trailers),
    onResponseError: (controller, failure) => handler.onResponseError?.(controller, failure),
  };
}

/** undici's `fetch` gives names and values in turn. */
function headersOf(headers: Dispatcher.DispatchOptions['headers']): Record<string, unknown> {
  if (!Array.isArray(headers)) return Object.fromEntries(Object.entries(headers ?? {}));
  const names = headers.filter((_, index) => index % 2 === 0);
  return Object.fromEntries(names.map((name, index) => [name, headers[2 * index + 1]]));
}
