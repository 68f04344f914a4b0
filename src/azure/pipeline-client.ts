import type { SecretClientOptions } from '@azure/keyvault-secrets';
import { neverAborted } from '../flow/abort.ts';
import { fetchThrough } from '../network/fetch-through.ts';
import { ProxyError } from '../network/proxy-error.ts';
import type { Proxies } from '../network/proxies.ts';

type HttpClient = NonNullable<SecretClientOptions['httpClient']>;
type PipelineRequest = Parameters<HttpClient['sendRequest']>[0];
type PipelineHeaders = PipelineRequest['headers'];

export interface PipelineOptions {
  readonly httpClient: HttpClient;
  readonly proxyOptions: typeof UNREAD_PROXY_OPTIONS;
}

/**
 * Keeps an Azure library from reading HTTPS_PROXY and NO_PROXY by rules of its own, which differ from ours and fail for
 * a URL without a scheme; the HTTP client that it gets ignores them.
 */
export const UNREAD_PROXY_OPTIONS = { host: 'http://unread.invalid', port: 80 } as const;

/**
 * The options of an Azure library for requests through proxies; none without a proxy.
 *
 * @param onProxyError gets the error of each request that a proxy did not let through, because some libraries drop it
 */
export function pipelineOptions(
  proxies: Proxies,
  onProxyError: (error: ProxyError) => void = () => {},
): Partial<PipelineOptions> {
  if (proxies.named.length === 0) return {};
  const send = fetchThrough(proxies);
  return {
    proxyOptions: UNREAD_PROXY_OPTIONS,
    httpClient: {
      async sendRequest(request) {
        const { url, method, timeout } = request;
        if (url.startsWith('http:') && !request.allowInsecureConnection) {
          throw new Error(`No request is sent to ${new URL(url).host} without TLS.`);
        }
        const init = {
          method,
          headers: request.headers.toJSON(),
          body: bodyOf(request.body),
          redirect: 'manual',
          signal: signalOf(request.abortSignal, timeout),
        } as const;
        const response = await send(url, init).catch((error: unknown) => {
          const cause = error instanceof Error ? error.cause : undefined;
          if (!(cause instanceof ProxyError)) throw error;
          onProxyError(cause);
          throw cause;
        });
        const headers = pipelineHeaders(Object.fromEntries(response.headers));
        return { request, status: response.status, headers, bodyAsText: await response.text() };
      },
    },
  };
}

/** @param headers names in lower case */
export function pipelineHeaders(headers: Readonly<Record<string, string>>): PipelineHeaders {
  const map = new Map(Object.entries(headers));
  return {
    get: (name) => map.get(name.toLowerCase()),
    has: (name) => map.has(name.toLowerCase()),
    set: (name, value) => {
      map.set(name.toLowerCase(), String(value));
    },
    delete: (name) => {
      map.delete(name.toLowerCase());
    },
    toJSON: () => Object.fromEntries(map),
    [Symbol.iterator]: () => map[Symbol.iterator](),
  };
}

function bodyOf(body: PipelineRequest['body']): string | null {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return body;
  throw new TypeError('The body of a request for a token or a secret is text.');
}

/** @param timeout milliseconds; 0 is none */
function signalOf(given: PipelineRequest['abortSignal'], timeout: number): AbortSignal {
  const signal = given instanceof AbortSignal ? given : neverAborted;
  return timeout === 0 ? signal : AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
}
