import type { TokenCache } from '../../azure/token-cache.ts';
import { readClaims } from '../../azure/token-claims.ts';
import { type Finding, findingOf } from './finding.ts';

/** Who we are to Azure, from the token's own claims. */
export function checkIdentity(tokens: TokenCache, audience: string, signal: AbortSignal): Promise<Finding> {
  return findingOf('identity', signal, async () => {
    const claims = readClaims(await tokens.get(audience, signal));
    if (claims === null) return { verdict: 'ok', detail: 'has a token, whose claims cannot be read' };
    const { user, application, object, tenant } = claims;
    const who = user === null ? `application ${application ?? 'unknown'}` : user;
    return {
      verdict: 'ok',
      detail: `${who}, object id ${object ?? 'unknown'}, tenant ${tenant ?? 'unknown'}`,
    };
  });
}
