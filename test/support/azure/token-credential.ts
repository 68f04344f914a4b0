import type { TokenCredential } from '@azure/core-auth';

/** Always has a token. */
export function tokenCredential(token = 'a-token'): TokenCredential {
  return { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) };
}
