import type { WorkerError } from '../contract/errors.ts';
import { type HeaderLookup, parseRetryAfter } from '../flow/retry-after.ts';
import { RetryableError } from '../flow/retryable-error.ts';
import { isCertificateError } from '../azure/certificate-error.ts';
import { SecretError } from './secret-error.ts';

/** What came back over the wire. */
export interface Answer {
  readonly status: number;
  readonly header: HeaderLookup;
}

/** An answer that may be another one next time, as a RetryableError; null for every other status. */
export function explainBusy({ status, header }: Answer, target: string, now: number): RetryableError | null {
  if (status !== 408 && status !== 429 && status < 500) return null;
  const code = status === 429 ? 'vault_busy' : 'vault_unavailable';
  return new RetryableError(code, `${target} answered HTTP ${status}. Try again later.`, {
    retryAfterMs: parseRetryAfter(header, '', now),
  });
}

/**
 * A request that got no answer, or none that could be read. Nothing is quoted from the error but its code: for an
 * answer that is cut off, the client's message holds the answer.
 */
export function explainSilence(error: unknown, target: string): WorkerError {
  const code = errorCode(error);
  if (code === 'ENOTFOUND') {
    return new SecretError('secret_network', [
      `${target}: DNS knows no such name (ENOTFOUND). Check the spelling; with a private endpoint, link its private DNS zone to the compute's network.`,
    ]);
  }
  if (code !== null && isCertificateError(code)) {
    return new SecretError('secret_network', [
      `${target}: its certificate is not trusted (${code}). Behind a TLS-inspecting proxy, or with an emulator, set NODE_EXTRA_CA_CERTS to the PEM file of its authority.`,
    ]);
  }
  const why = code === null ? '' : ` (${code})`;
  return new RetryableError(
    'vault_unavailable',
    `${target} gave no answer that can be read${why}. Try again later, or check the network.`,
  );
}

/** `fetch` puts the system's error into `cause`. */
function errorCode(error: unknown): string | null {
  for (const candidate of [error, (error as { cause?: unknown } | null)?.cause]) {
    const code = (candidate as { code?: unknown } | null | undefined)?.code;
    if (typeof code === 'string' && /^[A-Z][A-Z_]+$/.test(code)) return code;
  }
  return null;
}
