import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';
import { bareHost } from './direct-hosts.ts';
import type { ForwardProxy } from './forward-proxy.ts';
import { fromProxyConnection, fromProxyStatus, type ProxyError } from './proxy-error.ts';

/**
 * A connection to `host:port` through the proxy, opened with CONNECT.
 *
 * @param target `host:port`, with brackets around IPv6
 * @param ms limit until the proxy has opened it
 * @throws ProxyError
 */
export function openTunnel(proxy: ForwardProxy, target: string, ms: number): Promise<Socket> {
  const url = new URL(proxy.origin);
  const secure = url.protocol === 'https:';
  const host = target.replace(/:443$/, '');
  return new Promise((resolve, reject) => {
    const request = (secure ? requestHttps : requestHttp)({
      method: 'CONNECT',
      host: bareHost(url),
      port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
      path: target,
      headers: { host: target, ...proxy.headers() },
      agent: false,
      timeout: ms,
    });
    const fail = (error: ProxyError): void => {
      reject(error);
      request.destroy();
    };
    request.once('connect', ({ statusCode = 0 }, socket: Socket, head) => {
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy();
        return fail(fromProxyStatus(statusCode, proxy, host));
      }
      socket.setTimeout(0);
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.once('timeout', () => fail(fromProxyConnection({ code: 'ETIMEDOUT' }, proxy, host)));
    request.once('error', (error) => fail(fromProxyConnection(error, proxy, host)));
    request.end();
  });
}
