/**
 * The codes of OpenSSL and Node for certificates that are not trusted:
 * https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const CERTIFICATE_CODES: ReadonlySet<string> = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const UNREACHABLE_CODES: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/**
 * `dns`: the name is unknown. `certificate`: the server was reached, and its certificate is not trusted. `unreachable`:
 * there was no connection, so nothing was sent. `interrupted`: the request may have arrived.
 */
export type NetworkErrorKind = 'dns' | 'certificate' | 'unreachable' | 'interrupted';

export interface NetworkError {
  readonly kind: NetworkErrorKind;
  /** The code of the system or the client, for example `ECONNRESET`; null when the error has none. */
  readonly code: string | null;
}

/**
 * The network error of a request that got no complete response. Only the code is kept: the error may hold the request.
 */
export function classifyNetworkError(error: unknown): NetworkError {
  const code = errorCode(error);
  return { kind: code === null ? 'interrupted' : kindOf(code), code };
}

function kindOf(code: string): NetworkErrorKind {
  if (code === 'ENOTFOUND') return 'dns';
  if (CERTIFICATE_CODES.has(code)) return 'certificate';
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
export function networkAdvice({ kind, code }: NetworkError, host: string): string | null {
  switch (kind) {
    case 'dns':
      return `${host} is not known to DNS (ENOTFOUND). Check the spelling; with a private endpoint, link its private DNS zone to this network.`;
    case 'certificate':
      return `${host} has a certificate that is not trusted (${code}). Behind a proxy that inspects TLS, or with an emulator, set NODE_EXTRA_CA_CERTS to the PEM file of its authority.`;
    case 'unreachable':
    case 'interrupted':
      return null;
  }
}
