import { isRecord } from '../../contract/is-record.ts';
import { wrappedError } from '../error-responses.ts';
import type { EmulatorResponse } from '../server/http.ts';
import type { SECRET_STATES } from './fault.ts';

/** Inner codes: https://learn.microsoft.com/azure/key-vault/general/rest-error-codes */
const FORBIDDEN = {
  disabled: ['SecretDisabled', 'Operation get is not allowed on a disabled secret.'],
  no_role: ['ForbiddenByRbac', 'Caller is not authorized to perform action on resource.'],
  no_policy: ['ForbiddenByPolicy', 'The user, group or application does not have secrets get permission.'],
  firewall: ['ForbiddenByFirewall', 'Client address is not authorized and caller is not a trusted service.'],
} as const;

/** A vault serves secrets outside their dates: https://learn.microsoft.com/azure/key-vault/secrets/about-secrets */
const DATES = { expired: { exp: -86_400 }, not_yet_valid: { nbf: 86_400 } } as const;

type SecretState = (typeof SECRET_STATES)[number];

/** The response of a vault to a request with a token, for a secret that exists; others stay as they are. */
export function inState(response: EmulatorResponse, state: SecretState): EmulatorResponse {
  const { status, body } = response;
  if (status !== 200 || !isRecord(body)) return response;
  if (state === 'expired' || state === 'not_yet_valid') {
    const now = Math.floor(Date.now() / 1000);
    const dates = Object.entries(DATES[state]).map(([name, seconds]) => [name, now + seconds]);
    const attributes = { ...(body['attributes'] as object), ...(Object.fromEntries(dates) as object) };
    return { ...response, body: { ...body, attributes } };
  }
  const [code, message] = FORBIDDEN[state];
  return wrappedError(403, { code: 'Forbidden', message, inner: { code, message } });
}
