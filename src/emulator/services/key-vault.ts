import { createHash } from 'node:crypto';
import { wrappedError } from '../error-responses.ts';
import type { EmulatorResponse, EmulatorRequest, Route } from '../server/http.ts';

/** The tenant that the challenge names; any token is accepted, so the tenant need not exist. */
const CHALLENGE =
  'Bearer authorization="https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000", resource="https://vault.azure.net"';

/**
 * A minimal stand-in for Key Vault: Get Secret, with the challenge
 * (https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret). No list, no set, no roles, no throttling, no
 * disabled or expired secrets (the fault `secret` has them), and every bearer token is accepted. For replays with secrets on one machine.
 *
 * @param valueOf the current value of a secret, null when there is none
 */
export function keyVaultRoutes(
  valueOf: (name: string, request: EmulatorRequest) => string | null,
): readonly Route[] {
  return [
    {
      operation: 'key-vault.secret',
      method: 'GET',
      path: /^\/secrets\/(?<name>[0-9a-zA-Z-]{1,127})\/?(?<version>[0-9a-f]{32})?$/,
      handle: (request) => getSecret(valueOf, request),
    },
  ];
}

function getSecret(
  valueOf: (name: string, request: EmulatorRequest) => string | null,
  request: EmulatorRequest,
): EmulatorResponse {
  if (!/^Bearer \S+$/i.test(request.headers.authorization ?? '')) {
    const rejection = wrappedError(401, {
      code: 'Unauthorized',
      message: 'AKV10000: Request is missing a Bearer or PoP token.',
    });
    return { ...rejection, headers: { 'www-authenticate': CHALLENGE } };
  }
  const { name = '', version } = request.params;
  const value = valueOf(name, request);
  const current = value === null ? null : versionOf(name, value);
  if (value === null || current === null || (version !== undefined && version !== current)) {
    return wrappedError(404, {
      code: 'SecretNotFound',
      message: `A secret with (name/id) ${name}${version ? `/${version}` : ''} was not found in this key vault.`,
    });
  }
  const id = `${request.url.origin}/secrets/${name}/${current}`;
  return { status: 200, body: { value, id, attributes: { enabled: true, recoveryLevel: 'Purgeable' } } };
}

/** The version of a secret: a new value has a new version. */
function versionOf(name: string, value: string): string {
  return createHash('sha256').update(`${name}\0${value}`).digest('hex').slice(0, 32);
}
