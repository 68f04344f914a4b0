import { X509Certificate } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from '../../azure/endpoint.ts';
import { wrappedError } from '../error-responses.ts';
import type { EmulatorResponse } from './http.ts';

/** Rejects a request that a web page may have sent; null when the request may be handled. */
export type Admission = (headers: IncomingHttpHeaders) => EmulatorResponse | null;

export interface AdmissionOptions {
  readonly scheme: 'http' | 'https';
  /** Accepts every `Host`. */
  readonly allowRemote: boolean;
  /** The server's certificate, PEM, whose names are accepted; null without TLS. */
  readonly cert: string | null;
}

/**
 * A page in a browser of this machine can send requests here. One of another origin is known by `Origin` or
 * `Sec-Fetch-Site`, whatever its method and content type; one whose name was rebound to this machine by its `Host`.
 *
 * https://fetch.spec.whatwg.org/#origin-header, https://www.w3.org/TR/fetch-metadata/
 */
export function admission({ scheme, allowRemote, cert }: AdmissionOptions): Admission {
  const certificate = cert === null ? null : new X509Certificate(cert);
  const isOurs = (name: string): boolean =>
    isLoopback(name) ||
    name.endsWith('.localhost') ||
    certificate?.checkHost(name, { subject: 'never' }) !== undefined;
  return (headers) => {
    const host = headers.host ?? '';
    const name = hostName(host);
    if (name === null || (!allowRemote && !isOurs(name))) return foreignHost(host);
    const { origin, 'sec-fetch-site': site } = headers;
    if (origin !== undefined && origin.toLowerCase() !== `${scheme}://${host.toLowerCase()}`) {
      return foreignOrigin(`Origin ${quoted(origin)}`);
    }
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      return foreignOrigin(`Sec-Fetch-Site ${quoted(site)}`);
    }
    return null;
  };
}

/** The name in a `Host` header, without the port and the dot at the end; null when it is not one. */
function hostName(host: string): string | null {
  const name = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(host)?.[1];
  return name?.toLowerCase().replace(/\.$/, '') ?? null;
}

/** https://www.rfc-editor.org/rfc/rfc9110#status.421 */
function foreignHost(host: string): EmulatorResponse {
  return wrappedError(421, {
    code: 'HostNotAllowed',
    message: `Host ${quoted(host)} does not name the emulator. Use localhost, 127.0.0.1, [::1] or a name of its certificate; with --allow_remote it accepts every name.`,
  });
}

function foreignOrigin(header: string): EmulatorResponse {
  return wrappedError(403, {
    code: 'CrossOriginRequest',
    message: `The request comes from a web page of another origin (${header}). The emulator serves programs, not web pages.`,
  });
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 100));
}
