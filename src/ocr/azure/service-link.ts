import type { Clock } from '../../flow/clock.ts';
import { noProxies } from '../../network/proxies.ts';
import { authorizedTransport } from './transport/authorized-transport.ts';
import { noAuthorizer, type Authorizer } from './transport/authorizer.ts';
import type { ServiceLink } from './transport/checked-send.ts';
import { DEFAULT_TIME_LIMITS, type ServiceAuth, type ServiceConfig } from './engine-config.ts';
import { entraAuthorizer } from './transport/entra-authorizer.ts';
import { keyAuthorizer } from './transport/key-authorizer.ts';
import { undiciTransport } from './transport/undici-transport.ts';

const KEY_HEADER = 'ocp-apim-subscription-key';

/** The connection to one service: its pool, its credentials and its name in messages. */
export function linkService(
  config: ServiceConfig,
  endpoint: URL,
  name: string,
  keyHeader: string = KEY_HEADER,
): ServiceLink {
  const { clock } = config.flow;
  const transport = undiciTransport({
    endpoint,
    clock,
    requestMs: config.timeLimits?.requestMs ?? DEFAULT_TIME_LIMITS.requestMs,
    proxy: (config.proxies ?? noProxies).forUrl(endpoint),
    ...(config.ca === undefined ? {} : { ca: config.ca }),
  });
  return {
    transport: authorizedTransport(transport, authorizerFor(config.auth, keyHeader, clock)),
    clock,
    service: `${name} at ${endpoint.host}`,
  };
}

function authorizerFor(auth: ServiceAuth, keyHeader: string, clock: Clock): Authorizer {
  switch (auth.kind) {
    case 'key':
      return keyAuthorizer(keyHeader, auth.keys);
    case 'entra':
      return entraAuthorizer(auth, clock);
    case 'none':
      return noAuthorizer;
  }
}
