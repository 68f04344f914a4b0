import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';

/** The identity that a token was issued to. */
export interface TokenClaims {
  readonly tenant: string | null;
  readonly object: string | null;
  readonly application: string | null;
  /** The name of the person; absent for other identities. */
  readonly user: string | null;
}

/**
 * The claims of an Entra access token, for people to read; null when it is not a JWT. They are not verified: the
 * service that accepts the token does that. The token itself is never shown.
 *
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function readClaims(token: string): TokenClaims | null {
  const payload = token.split('.')[1];
  const claims = payload === undefined ? null : parseJson(Buffer.from(payload, 'base64url').toString('utf8'));
  if (!isRecord(claims)) return null;
  const text = (...names: readonly string[]): string | null =>
    names.map((name) => claims[name]).find((value) => typeof value === 'string') ?? null;
  return {
    tenant: text('tid'),
    object: text('oid'),
    application: text('appid', 'azp'),
    user: text('upn', 'preferred_username', 'unique_name', 'email'),
  };
}
