import type { AccessToken, TokenCredential } from '@azure/core-auth';
import { COGNITIVE_SERVICES_AUDIENCE, scopeOf } from '../../../azure/audiences.ts';
import type { Clock } from '../../../flow/clock.ts';
import { withTimeLimit } from '../../../flow/time-limit.ts';
import type { Authorization, Authorizer } from './authorizer.ts';
import { KeyRejectedError } from '../errors.ts';
import { SingleFlight } from './single-flight.ts';

const TOKEN_LIMIT_MS = 60_000;
/** A token is replaced this long before it ends. */
const MARGIN_MS = 120_000;
const KEEP_MS = 60_000;

/** Sends a bearer token; one fetch serves everyone who waits for it. */
export function entraAuthorizer(credential: TokenCredential, clock: Clock): Authorizer {
  const fetches = new SingleFlight<AccessToken>(clock, KEEP_MS);
  let held: { readonly token: AccessToken; readonly generation: number } | null = null;

  /** The newest token we can get; its generation rises when it is another one. */
  const fetchToken = async (signal: AbortSignal): Promise<Authorization> => {
    const generation = held?.generation ?? 0;
    const token = await fetches.run(generation, signal, () => getToken(credential, clock));
    if (held === null || (held.generation === generation && held.token.token !== token.token)) {
      held = { token, generation: generation + 1 };
    }
    return authorizationOf(held);
  };

  return {
    async current(signal) {
      const usable = held !== null && held.token.expiresOnTimestamp - MARGIN_MS > clock.now();
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

async function getToken(credential: TokenCredential, clock: Clock): Promise<AccessToken> {
  const limit = { ms: TOKEN_LIMIT_MS, error: () => noToken(`none came in ${TOKEN_LIMIT_MS} ms`) };
  const token = await withTimeLimit(clock, limit, new AbortController().signal, async ({ signal }) => {
    try {
      return await credential.getToken(scopeOf(COGNITIVE_SERVICES_AUDIENCE), { abortSignal: signal });
    } catch (error) {
      throw noToken(error instanceof Error ? error.name : 'unknown error');
    }
  });
  if (token === null) throw noToken('the credential gave none');
  return token;
}

/** The credential's own error is dropped: its request holds client secrets. */
function noToken(why: string): KeyRejectedError {
  return new KeyRejectedError(
    'token_unavailable',
    `No Entra ID token for ${COGNITIVE_SERVICES_AUDIENCE}: ${why}. Check the identity of the compute, or sign in on a developer's machine.`,
  );
}
