import { flatError } from '../error-responses.ts';
import { type EmulatorResponse, type EmulatorRequest, queryValue, type Route } from '../server/http.ts';
import type { Clock } from '../../flow/clock.ts';

/** The value to set MSI_SECRET to. */
export const MSI_SECRET = 'emulator-msi-secret';
export const MSI_PATH = '/msi/token';

/**
 * The token endpoint that AML compute puts into MSI_ENDPOINT, api-version 2017-09-01
 * (https://learn.microsoft.com/azure/app-service/overview-managed-identity). The token is a text that only this
 * server accepts.
 */
export function managedIdentityRoutes(clock: Clock): readonly Route[] {
  return [
    {
      operation: 'identity.token',
      method: 'GET',
      path: /^\/msi\/token$/,
      handle: (request) => getToken(request, clock),
    },
  ];
}

function getToken(request: EmulatorRequest, clock: Clock): EmulatorResponse {
  const resource = queryValue(request, 'resource');
  if (queryValue(request, 'api-version') !== '2017-09-01' || resource === null) {
    return flatError(400, 'BadRequest', 'Give api-version=2017-09-01 and a resource.');
  }
  if (request.headers['secret'] !== MSI_SECRET) {
    return flatError(401, 'Unauthorized', 'The header secret does not match MSI_SECRET.');
  }
  return {
    status: 200,
    body: {
      access_token: `emulated-token-for-${encodeURIComponent(resource)}`,
      expires_on: String(Math.floor(clock.now() / 1000) + 86_400),
      resource,
      token_type: 'Bearer',
      client_id: queryValue(request, 'clientid') ?? '00000000-0000-0000-0000-000000000001',
    },
  };
}
