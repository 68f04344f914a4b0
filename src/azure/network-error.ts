import { isCertificateCode } from '../network/certificate-codes.ts';
import { ProxyError } from '../network/proxy-error.ts';

const UNREACHABLE_CODES: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * `dns`: the name is unknown. `certificate`: the server was reached, and its certificate is not trusted. `proxy`: the
 * proxy's settings have to be changed. `unreachable`: there was no connection, so nothing was sent. `interrupted`: the
 * request may have arrived.
 */
export type NetworkErrorKind = 'dns' | 'certificate' | 'proxy' | 'unreachable' | 'interrupted';

export interface NetworkError {
  readonly kind: NetworkErrorKind;
  /** The code of the system or the client, for example `ECONNRESET`; null when the error has none. */
  readonly code: string | null;
  /** Where a proxy is the cause: what it did and what to do. */
  readonly proxyProblem?: string;
}

/**
 * The network error of a request that got no complete response. Only the code is kept, and the text of a proxy's error:
 * other errors may hold the request.
 */
export function classifyNetworkError(error: unknown): NetworkError {
  const proxy = proxyErrorIn(error);
  if (proxy !== null) {
    const kind = proxy.isTransient ? 'unreachable' : 'proxy';
    return { kind, code: proxy.code, proxyProblem: proxy.message };
  }
  const code = errorCode(error);
  return { kind: code === null ? 'interrupted' : kindOf(code), code };
}

/** `fetch` and the Azure libraries put the error of a connection into `cause`. */
function proxyErrorIn(error: unknown): ProxyError | null {
  if (error instanceof ProxyError) return error;
  return error instanceof Error ? proxyErrorIn(error.cause) : null;
}

function kindOf(code: string): NetworkErrorKind {
  if (code === 'ENOTFOUND') return 'dns';
  if (isCertificateCode(code)) return 'certificate';
  return UNREACHABLE_CODES.has(code) ? 'unreachable' : 'interrupted';
}

/** `fetch` puts the system's error into `cause`, a host with several addresses into `errors`. */
function errorCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  if (typeof code === 'string' && /^[A-Z][A-Z\d_]+$/.test(code)) return code;
  return errorCode(error instanceof AggregateError ? error.errors[0] : cause);
}

/** Advice on the error, in a text that begins with `host`; null where only waiting helps. */
export function networkAdvice({ kind, code, proxyProblem }: NetworkError, host: string): string | null {
  switch (kind) {
    case 'dns':
      return `${host} is not known to DNS (ENOTFOUND). Check the spelling; with a private endpoint, link its private DNS zone to this network.`;
    case 'certificate':
      return `${host} has a certificate that is not trusted (${code}). Behind a proxy that inspects TLS, or with an emulator, set NODE_EXTRA_CA_CERTS to the PEM file of its authority.`;
    case 'proxy':
      return proxyProblem ?? null;
    case 'unreachable':
    case 'interrupted':
      return null;
  }
}
