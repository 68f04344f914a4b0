import { isCertificateCode } from './certificate-codes.ts';
import type { ForwardProxy } from './forward-proxy.ts';

/**
 * `proxy_authentication`, `proxy_rejected`, `proxy_certificate` and `proxy_unknown` stay until a person acts;
 * `proxy_unavailable` is transient.
 */
export type ProxyErrorCode =
  'proxy_authentication' | 'proxy_rejected' | 'proxy_certificate' | 'proxy_unknown' | 'proxy_unavailable';

/** The proxy, not the service, is why a request was not sent. The message holds no password. */
export class ProxyError extends Error {
  readonly code: ProxyErrorCode;

  constructor(code: ProxyErrorCode, message: string) {
    super(message);
    this.name = 'ProxyError';
    this.code = code;
  }

  get isTransient(): boolean {
    return this.code === 'proxy_unavailable';
  }
}

/** The proxy did not open the connection: https://www.rfc-editor.org/rfc/rfc9110#name-connect */
export function fromProxyStatus(status: number, proxy: ForwardProxy, host: string): ProxyError {
  if (status === 407) {
    const isKnown = Object.keys(proxy.headers()).length > 0;
    const what = isKnown
      ? `rejects the user name or password in ${proxy.variable}, or wants another kind of sign-in than Basic`
      : `asks for a user name and password; put them into ${proxy.variable}, percent-encoded, as http://USER:PASSWORD@HOST:PORT`;
    return new ProxyError(
      'proxy_authentication',
      `${host} is not reached: ${proxy.description} ${what} (HTTP 407).`,
    );
  }
  if (status >= 500 || status === 408 || status === 429) {
    return new ProxyError(
      'proxy_unavailable',
      `${host} is not reached: ${proxy.description} cannot connect to it (HTTP ${status}). Check the name and the proxy, or name the host in NO_PROXY if it is reached directly.`,
    );
  }
  return new ProxyError(
    'proxy_rejected',
    `${host} is not reached: ${proxy.description} does not allow it (HTTP ${status}). Have the proxy allow ${host}, or name it in NO_PROXY if it is reached directly.`,
  );
}

/** There is no connection to the proxy itself. */
export function fromProxyConnection(error: unknown, proxy: ForwardProxy, host: string): ProxyError {
  const code = codeOf(error);
  const what = `${host} is not reached: ${proxy.description}`;
  if (code === 'ENOTFOUND') {
    return new ProxyError(
      'proxy_unknown',
      `${what} is not known to DNS (ENOTFOUND). Check the name in ${proxy.variable}.`,
    );
  }
  if (isCertificateCode(code)) {
    return new ProxyError(
      'proxy_certificate',
      `${what} has a certificate that is not trusted (${code}). Set NODE_EXTRA_CA_CERTS to the PEM file of its authority.`,
    );
  }
  return new ProxyError(
    'proxy_unavailable',
    `${what} gives no usable response (${code}). Check ${proxy.variable}, and that the proxy runs and lets this machine in.`,
  );
}

/** The TLS handshake through the proxy failed; other errors than those of certificates stay what they are. */
export function fromTunnelHandshake(error: Error, proxy: ForwardProxy, host: string): Error {
  const code = codeOf(error);
  if (!isCertificateCode(code)) return error;
  return new ProxyError(
    'proxy_certificate',
    `${host} has a certificate that is not trusted (${code}). The connection goes through ${proxy.description}, which may inspect TLS: set NODE_EXTRA_CA_CERTS to the PEM file of the proxy's authority.`,
  );
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : 'no code';
}
