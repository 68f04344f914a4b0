import type { AccessToken, TokenCredential } from '@azure/core-auth';
import { WorkerError } from '../contract/errors.ts';
import type { Clock } from '../flow/clock.ts';
import { orAborted } from '../flow/abort.ts';
import { withTimeLimit } from '../flow/time-limit.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';
import { scopeOf } from './audiences.ts';
import { AzureError } from './azure-error.ts';
import { fromChainError } from './token-error.ts';

/**
 * @param audience for example `https://management.azure.com`, without a trailing slash
 * @throws AzureError `no_identity` or RetryableError `identity_unavailable`, without the credential's own error
 * @throws the signal's reason, at once, when it is aborted, even if the credential ignores it
 */
export async function getToken(
  credential: TokenCredential,
  audience: string,
  signal: AbortSignal,
): Promise<AccessToken> {
  let token: AccessToken | null = null;
  try {
    token = await orAborted(credential.getToken(scopeOf(audience), { abortSignal: signal }), signal);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof WorkerError ? error : fromChainError(error);
  }
  if (token === null) throw fromChainError(null);
  knownSecrets.add(token.token);
  return token;
}

/** Gets a token within a time limit. */
export function getTokenWithin(
  ms: number,
  credential: TokenCredential,
  audience: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<AccessToken> {
  const error = (): AzureError =>
    new AzureError(
      'no_identity',
      `No token for ${audience} was received within ${ms / 1000} s. Check that this network reaches the identity endpoint or login.microsoftonline.com.`,
    );
  return withTimeLimit(clock, { ms, error }, signal, (limit) => getToken(credential, audience, limit.signal));
}
