import { knownSecrets, REDACTED } from '../../../redaction/known-secrets.ts';
import type { Authorization, Authorizer } from './authorizer.ts';
import type { ServiceRequest, ServiceResponse, Transport } from './transport.ts';

/**
 * Adds the credentials when a request is sent, below the client libraries, so that no library object holds them. A
 * rejected key or token is renewed once, and the request is sent again with the new one.
 */
export function authorizedTransport(transport: Transport, authorizer: Authorizer): Transport {
  const sendWith = async (authorization: Authorization, request: ServiceRequest, signal: AbortSignal) => {
    const headers = { ...request.headers, ...authorization.headers };
    return withoutEcho(await transport.send({ ...request, headers }, signal), authorization);
  };
  return {
    async send(request, signal) {
      const used = await authorizer.current(signal);
      const response = await sendWith(used, request, signal);
      if (response.status !== 401 && response.status !== 403) return response;
      const renewed = await authorizer.renew(used.generation, signal);
      return renewed === null ? response : sendWith(renewed, request, signal);
    },
    close: () => transport.close(),
  };
}

/**
 * Removes our credentials, even short ones, from an error response and from any headers that repeat them. What a
 * reading repeats is removed from its row.
 */
function withoutEcho(response: ServiceResponse, { headers }: Authorization): ServiceResponse {
  const secrets = Object.values(headers)
    .map((value) => value.replace(/^Bearer /, ''))
    .filter((secret) => secret !== '');
  const clean = (text: string): string =>
    knownSecrets.redact(secrets.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text));
  const isReading = response.status >= 200 && response.status <= 299;
  return {
    status: response.status,
    headers: Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, clean(value)]),
    ),
    text: isReading ? response.text : clean(response.text),
  };
}
