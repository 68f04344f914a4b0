import { HttpHeaders, type HttpClient } from '@azure/ms-rest-js';
import { baseOf } from '../../../azure/endpoint.ts';
import { neverAborted } from '../../../flow/abort.ts';
import { checkedSend, type ServiceLink } from './checked-send.ts';
import type { ServiceRequest } from './transport.ts';

/**
 * The HTTP client of the older Azure libraries, over our transport. It throws our own errors for everything but a
 * usable 2xx response.
 *
 * @param endpoint whose path is put before that of each request: the libraries lose the path of an endpoint, so they are
 *   created with its origin
 */
export function msRestHttpClient(link: ServiceLink, endpoint: URL): HttpClient {
  return {
    async sendRequest(resource) {
      const request: ServiceRequest = {
        method: resource.method,
        url: belowEndpoint(endpoint, resource.url),
        headers: lowerCased(resource.headers.rawHeaders()),
        body: bodyOf(resource.body),
      };
      const signal = resource.abortSignal instanceof AbortSignal ? resource.abortSignal : neverAborted;
      const response = await checkedSend(link, request, signal);
      // We parse the body ourselves: the library's own conversion takes half of the CPU time of a read.
      resource.shouldDeserialize = response.text === '';
      return {
        request: resource,
        status: response.status,
        headers: new HttpHeaders({ ...response.headers }),
        bodyAsText: response.text,
      };
    },
  };
}

function belowEndpoint(endpoint: URL, url: string): string {
  const { pathname, search } = new URL(url);
  return `${baseOf(endpoint)}${pathname}${search}`;
}

/** The whole body in memory, so that it goes out with a Content-Length and can be sent again. */
export function bodyOf(body: unknown): Buffer | null {
  if (body === undefined || body === null) return null;
  if (Buffer.isBuffer(body)) return body;
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  throw new TypeError('The body of a request to a service is text or bytes.');
}

export function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
