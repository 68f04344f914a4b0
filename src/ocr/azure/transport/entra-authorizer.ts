import type { AccessToken, TokenCredential } from '@azure/core-auth';
import { COGNITIVE_SERVICES_AUDIENCE } from '../../../azure/audiences.ts';
import { getTokenWithin } from '../../../azure/token.ts';
import { WorkerError } from '../../../contract/errors.ts';
import { neverAborted } from '../../../flow/abort.ts';
import type { Clock } from '../../../flow/clock.ts';
import type { Authorization, Authorizer } from './authorizer.ts';
import { KeyRejectedError } from '../service-errors.ts';
import { SingleFlight } from './single-flight.ts';

const TOKEN_LIMIT_MS = 60_000;
/** A token is replaced this long before it ends. */
const EXPIRY_MARGIN_MS = 120_000;
const CACHE_MS = 60_000;

/** Sends a bearer token; one fetch serves everyone who waits for it. */
export function entraAuthorizer(credential: TokenCredential, clock: Clock): Authorizer {
  const fetches = new SingleFlight<AccessToken>(clock, CACHE_MS);
  let held: { readonly token: AccessToken; readonly generation: number } | null = null;

  /** The newest token we can get; its generation rises when it is another one. */
  const fetchToken = async (signal: AbortSignal): Promise<Authorization> => {
    const generation = held?.generation ?? 0;
    const token = await fetches.run(generation, signal, () => fetchNow(credential, clock));
    if (held === null || (held.generation === generation && held.token.token !== token.token)) {
      held = { token, generation: generation + 1 };
    }
    return authorizationOf(held);
  };

  return {
    async current(signal) {
      const usable = held !== null && held.token.expiresOnTimestamp - EXPIRY_MARGIN_MS > clock.now();
      return usable && held !== null ? authorizationOf(held) : fetchToken(signal);
    },
    async renew(generation, signal) {
      if (held !== null && held.generation > generation) return authorizationOf(held);
      const newest = await fetchToken(signal);
      return newest.generation > generation ? newest : null;
    },
  };
}

function authorizationOf(held: { readonly token: AccessToken; readonly generation: number }): Authorization {
  return { headers: { authorization: `Bearer ${held.token.token}` }, generation: held.generation };
}

/** A token that is missing ends the attempt: AML tries again, and the compute's identity may be there by then. */
async function fetchNow(credential: TokenCredential, clock: Clock): Promise<AccessToken> {
  try {
    return await getTokenWithin(TOKEN_LIMIT_MS, credential, COGNITIVE_SERVICES_AUDIENCE, clock, neverAborted);
  } catch (error) {
    throw error instanceof WorkerError ? new KeyRejectedError('token_unavailable', error.message) : error;
  }
}
