import type { AccessToken, TokenCredential } from '@azure/core-auth';
import type { Clock } from '../../flow/clock.ts';
import { getToken } from '../token.ts';

/** A token is replaced this long before it expires. */
const EXPIRY_MARGIN_MS = 300_000;

export type TokenCache = ReturnType<typeof cacheTokens>;

/**
 * Caches a token for each audience, because the Azure CLI takes a second for each.
 *
 * @param createCredential is called when the first token is needed
 */
export function cacheTokens(createCredential: () => Promise<TokenCredential>, clock: Clock) {
  const cache = new Map<string, AccessToken>();
  let credential: Promise<TokenCredential> | null = null;
  return {
    /** @throws the errors of getToken */
    async get(audience: string, signal: AbortSignal): Promise<string> {
      const known = cache.get(audience);
      if (known !== undefined && known.expiresOnTimestamp - EXPIRY_MARGIN_MS > clock.now())
        return known.token;
      credential ??= createCredential();
      const token = await getToken(await credential, audience, signal);
      cache.set(audience, token);
      return token.token;
    },
  };
}
