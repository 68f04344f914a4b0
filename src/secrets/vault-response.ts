import { isRecord } from '../contract/is-record.ts';
import { parseJson } from '../contract/parse-json.ts';
import type { HeaderLookup } from '../flow/retry-after.ts';

/** The response from the network. */
export interface VaultResponse {
  readonly status: number;
  readonly header: HeaderLookup;
  /** May be a secret; it is never quoted. */
  readonly body: string;
}

/**
 * Whether a response that is no success is a vault's own: a vault always gives `{"error": {"code": …}}`. The pages of
 * proxies, firewalls and sign-ins are not, and neither is an empty response.
 *
 * https://learn.microsoft.com/azure/key-vault/general/authentication-requests-and-responses
 */
export function isVaultError({ body }: VaultResponse): boolean {
  const value = parseJson(body);
  return isRecord(value) && isRecord(value['error']) && typeof value['error']['code'] === 'string';
}

/** Whether the body is JSON that ends too early: the connection failed, and the next attempt may succeed. */
export function isCutOff({ body }: VaultResponse): boolean {
  return body.trimStart().startsWith('{') && parseJson(body) === undefined;
}

/** `HTTP 403, text/html`; a redirect with the host it leads to. */
export function describeVaultResponse({ status, header, body }: VaultResponse): string {
  const type = /^[\w.+-]+\/[\w.+-]+/.exec(header('content-type') ?? '')?.[0];
  const location = header('location') ?? '';
  const target = URL.canParse(location) ? `to ${new URL(location).host}` : null;
  const content = body === '' ? 'empty' : (type ?? 'of no type');
  return [`HTTP ${status}`, target ?? content].join(', ').replace(', to ', ' to ');
}
