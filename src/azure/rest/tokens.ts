import type { AccessToken, TokenCredential } from '@azure/core-auth';
import type { Clock } from '../../flow/clock.ts';
import { scopeOf } from '../audiences.ts';
import { AzureError } from './azure-error.ts';

/** A token is replaced this long before it ends. */
const MARGIN_MS = 300_000;

export interface Tokens {
  /** @param audience for example `https://management.azure.com`, without a trailing slash */
  get(audience: string, signal: AbortSignal): Promise<string>;
}

/**
 * Keeps tokens, because the Azure CLI takes a second for each.
 *
 * @param createCredential is called when the first token is asked for
 */
export function keepTokens(createCredential: () => Promise<TokenCredential>, clock: Clock): Tokens {
  const held = new Map<string, AccessToken>();
  let credential: Promise<TokenCredential> | null = null;
  return {
    async get(audience, signal) {
      const known = held.get(audience);
      if (known !== undefined && known.expiresOnTimestamp - MARGIN_MS > clock.now()) return known.token;
      credential ??= createCredential();
      const token = await fetchToken(await credential, audience, signal);
      held.set(audience, token);
      return token.token;
    },
  };
}

async function fetchToken(
  credential: TokenCredential,
  audience: string,
  signal: AbortSignal,
): Promise<AccessToken> {
  try {
    const token = await credential.getToken(scopeOf(audience), { abortSignal: signal });
    if (token !== null) return token;
  } catch (error) {
    signal.throwIfAborted();
    throw noToken(audience, error);
  }
  throw noToken(audience, null);
}

/** The credential's own error is dropped, its request holds client secrets; Entra's code is repeated. */
function noToken(audience: string, error: unknown): AzureError {
  const code = error instanceof Error ? /AADSTS\d+/.exec(error.message)?.[0] : undefined;
  return new AzureError(
    'no_identity',
    `No credential gives a token for ${audience}${code === undefined ? '' : ` (${code})`}: run "az login", set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET, or run where a managed identity is assigned.`,
  );
}
