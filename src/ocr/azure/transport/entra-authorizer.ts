import type { AccessToken, TokenCredential } from '@azure/core-auth';
import { getTokenWithin } from '../../../azure/token.ts';
import { WorkerError } from '../../../contract/errors.ts';
import { neverAborted } from '../../../flow/abort.ts';
import type { Clock } from '../../../flow/clock.ts';
import type { Authorization, Authorizer } from './authorizer.ts';
import { KeyRejectedError } from '../service-errors.ts';
import { SingleFlight } from './single-flight.ts';

const TOKEN_LIMIT_MS = 60_000;
/** A token is replaced this long before it expires. */
const EXPIRY_MARGIN_MS = 120_000;
const CACHE_MS = 60_000;

interface TokenSource {
  readonly credential: TokenCredential;
  /** For example `https://cognitiveservices.azure.com`. */
  readonly audience: string;
}

/** Sends a bearer token; all requests that wait for a token share one fetch. */
export function entraAuthorizer(source: TokenSource, clock: Clock): Authorizer {
  const fetches = new SingleFlight<AccessToken>(clock, CACHE_MS);
  let cached: { readonly token: AccessToken; readonly generation: number } | null = null;

  /** Gets the newest token; the generation rises when the token differs. */
  const fetchToken = async (signal: AbortSignal): Promise<Authorization> => {
    const generation = cached?.generation ?? 0;
    const token = await fetches.run(generation, signal, () => fetchNow(source, clock));
    if (cached === null || (cached.generation === generation && cached.token.token !== token.token)) {
      cached = { token, generation: generation + 1 };
    }
    return authorizationOf(cached);
  };

  return {
    async current(signal) {
      const usable = cached !== null && cached.token.expiresOnTimestamp - EXPIRY_MARGIN_MS > clock.now();
      return usable && cached !== null ? authorizationOf(cached) : fetchToken(signal);
    },
    async renew(generation, signal) {
      if (cached !== null && cached.generation > generation) return authorizationOf(cached);
      const newest = await fetchToken(signal);
      return newest.generation > generation ? newest : null;
    },
  };
}

function authorizationOf(cached: {
  readonly token: AccessToken;
  readonly generation: number;
}): Authorization {
  return { headers: { authorization: `Bearer ${cached.token.token}` }, generation: cached.generation };
}

/** A missing token ends the attempt: AML retries, and the compute's identity may be available by then. */
async function fetchNow({ credential, audience }: TokenSource, clock: Clock): Promise<AccessToken> {
  try {
    return await getTokenWithin(TOKEN_LIMIT_MS, credential, audience, clock, neverAborted);
  } catch (error) {
    throw error instanceof WorkerError ? new KeyRejectedError('token_unavailable', error.message) : error;
  }
}
