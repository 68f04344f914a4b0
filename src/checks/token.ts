import type { AccessToken } from '@azure/core-auth';
import { scopeOf } from '../azure/audiences.ts';
import type { Clock } from '../flow/clock.ts';
import { withTimeLimit } from '../flow/time-limit.ts';
import type { Identity } from '../secrets/identity.ts';
import { SecretError } from '../secrets/secret-error.ts';

const TOKEN_MS = 20_000;

/**
 * @throws SecretError or TransientError when the identity gives no token
 */
export function getToken(
  identity: Identity,
  audience: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<AccessToken> {
  const tooLate = (): SecretError =>
    new SecretError('secret_identity', [
      `No token for ${audience} came within ${TOKEN_MS / 1000} s. Check that this network reaches the identity endpoint or login.microsoftonline.com.`,
    ]);
  return withTimeLimit(clock, { ms: TOKEN_MS, error: tooLate }, signal, async (limit) => {
    try {
      const token = await identity.credential.getToken(scopeOf(audience), { abortSignal: limit.signal });
      if (token !== null) return token;
    } catch (error) {
      throw identity.explain(error) ?? unexplained(audience);
    }
    throw unexplained(audience);
  });
}

/** The client's own error may hold its request, and is dropped. */
function unexplained(audience: string): SecretError {
  return new SecretError('secret_identity', [
    `The credential gives no token for ${audience}. Check the variables AZURE_TENANT_ID and AZURE_CLIENT_ID, or sign in anew.`,
  ]);
}

/**
 * Whom a token is for, as role assignments name it; empty when the token does not say.
 *
 * https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function describeBearer({ token }: AccessToken): string {
  const { oid, appid } = claimsOf(token);
  return [
    ['object id', oid],
    ['application id', appid],
  ]
    .filter(([, id]) => typeof id === 'string' && /^[0-9a-f-]{36}$/i.test(id))
    .map(([name, id]) => `, ${String(name)} ${String(id)}`)
    .join('');
}

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return typeof claims === 'object' && claims !== null ? { ...claims } : {};
  } catch {
    return {};
  }
}
