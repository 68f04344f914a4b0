import type { Identity } from '../../../src/secrets/identity.ts';

/** Always has a token. */
export function tokenIdentity(token = 'a-token'): Identity {
  return {
    credential: { getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) },
    explain: () => null,
  };
}
