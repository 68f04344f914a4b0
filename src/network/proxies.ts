import type { Environment } from '../config/environment.ts';
import { ConfigurationError } from '../contract/errors.ts';
import { directHosts } from './direct-hosts.ts';
import type { ForwardProxy } from './forward-proxy.ts';
import { noProxyRules } from './no-proxy.ts';
import { parseProxy, PROXY_ACCEPTED } from './parse-proxy.ts';

/** The one place that decides which proxy a request goes through. */
export interface Proxies {
  /** Null: the request goes to the host directly. */
  forUrl(url: URL): ForwardProxy | null;
  /** The proxies that the variables name, https first; empty when every request is direct. */
  readonly named: readonly ForwardProxy[];
}

export const noProxies: Proxies = { forUrl: () => null, named: [] };

/**
 * Reads HTTPS_PROXY for https:// URLs, HTTP_PROXY for http:// URLs, ALL_PROXY for both, and NO_PROXY. As for curl, the
 * name in lower case wins over the one in capitals, and an empty variable counts as not set. Unlike the Azure libraries
 * for JavaScript, HTTP_PROXY is never used for https://.
 *
 * @throws ConfigurationError naming each variable that names no usable proxy, without its value
 */
export function proxiesFrom(env: Environment): Proxies {
  const problems = new Set<string>();
  const find = (names: readonly string[]): ForwardProxy | null => {
    const variable = names.find((name) => valueOf(env, name) !== '');
    if (variable === undefined) return null;
    const proxy = parseProxy(valueOf(env, variable), variable);
    if (typeof proxy !== 'string') return proxy;
    problems.add(
      `The environment variable ${variable} ${proxy}: give ${PROXY_ACCEPTED}, or unset it. Its value is not shown, because it may hold a password.`,
    );
    return null;
  };
  const [https, http] = [find(bothCases('HTTPS_PROXY')), find(bothCases('HTTP_PROXY'))];
  if (problems.size > 0) throw new ConfigurationError([...problems]);
  if (https === null && http === null) return noProxies;
  const isDirect = directHosts(env);
  const isExcepted = noProxyRules(valueOf(env, 'no_proxy') || valueOf(env, 'NO_PROXY'));
  return {
    forUrl: (url) => (isDirect(url) || isExcepted(url) ? null : url.protocol === 'https:' ? https : http),
    named: [https, http].filter((proxy) => proxy !== null),
  };
}

function bothCases(name: string): readonly string[] {
  return [name, 'ALL_PROXY'].flatMap((variable) => [variable.toLowerCase(), variable]);
}

function valueOf(env: Environment, name: string): string {
  return env[name]?.trim() ?? '';
}
