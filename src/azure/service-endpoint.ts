import { ConfigurationError } from '../contract/errors.ts';
import { unwrap } from '../contract/unwrap.ts';
import { foreignParameters, withoutApiPath } from './api-path.ts';
import { baseOf, isLoopback } from './endpoint.ts';
import { isIn, KNOWN_CLOUDS } from './known-clouds.ts';
import { wrongAddress } from './wrong-address.ts';

/** The endpoint of a reading service or detector, or the problem as the predicate of a sentence. */
export type EndpointResult =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly problem: string; readonly instead: string };

const EXAMPLE = 'https://NAME.cognitiveservices.azure.com';

/**
 * Parses an endpoint as people paste it: with blanks, line breaks or quotes around it, without `https://`, with the
 * path and the `api-version` of a call. The result has neither query nor fragment; its path is the prefix of a gateway.
 * Parsing a result again changes nothing. No problem contains a value: it may hold a password.
 *
 * @param allowHttp allows http:// on any host, because no key is sent
 */
export function readEndpoint(text: string, allowHttp = false): EndpointResult {
  const bare = unwrap(text);
  const url = URL.canParse(withScheme(bare, allowHttp)) ? new URL(withScheme(bare, allowHttp)) : null;
  if (url === null || !/^(?:[\w.-]+|\[[\da-f:.]+\])$/.test(url.hostname))
    return rejected(notUrl(bare, allowHttp));
  url.hostname = url.hostname.replace(/\.$/, '');
  const wrong = wrongAddress(url);
  if (wrong !== null) return rejected(wrong);
  const isAzures = KNOWN_CLOUDS.some(({ cognitiveDomains }) =>
    cognitiveDomains.some((domain) => isIn(url.hostname, domain)),
  );
  const path = withoutApiPath(url.pathname, isAzures);
  const instead = isAzures ? `https://${url.hostname}` : undefined;
  const problem =
    problemOf(url, allowHttp) ?? (isAzures && path !== '' ? 'has a path that is not its API' : null);
  if (problem !== null) return rejected(problem, instead);
  url.pathname = path;
  url.search = '';
  url.hash = '';
  return { ok: true, url };
}

/**
 * @param option names it in the error
 * @param allowHttp allows http:// on any host, because no key is sent
 * @throws ConfigurationError that does not repeat the address, which may hold a password
 */
export function parseEndpoint(text: string, option: string, allowHttp = false): URL {
  const result = readEndpoint(text, allowHttp);
  if (result.ok) return result.url;
  throw new ConfigurationError([`${option} ${result.problem}; give ${result.instead}.`]);
}

/** The endpoint as `baseOf` has it; null when it is not valid. */
export function endpointBase(text: string): string | null {
  const result = readEndpoint(text);
  return result.ok ? baseOf(result.url) : null;
}

function problemOf(url: URL, allowHttp: boolean): string | null {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return `is a ${url.protocol} URL`;
  if (url.username !== '' || url.password !== '') return 'has a user name or password';
  if (url.protocol === 'http:' && !allowHttp && !isLoopback(url.hostname)) {
    return 'is plain http, over which no key is sent';
  }
  if (foreignParameters(url.searchParams).length > 0) return 'has query parameters other than api-version';
  return url.hash === '' ? null : 'has a fragment, the part from # on';
}

/** A host with a dot gets https://; for a container or an emulator, http:// would be as likely. */
function withScheme(text: string, allowHttp: boolean): string {
  const [, host] = /^([\w-]+(?:\.[\w-]+)+)\.?(?::\d+)?(?:[/?#].*)?$/.exec(text) ?? [];
  return host === undefined || allowHttp || isLoopback(host) ? text : `https://${text}`;
}

function notUrl(text: string, allowHttp: boolean): string {
  if (text === '') return 'is empty';
  if (text.startsWith('/subscriptions/')) return "is the resource's id";
  return allowHttp && !text.includes('://') ? 'does not begin with http:// or https://' : 'is not a URL';
}

function rejected(problem: string, instead?: string): EndpointResult {
  const form = instead ?? `the address of the resource, for example ${EXAMPLE}`;
  return { ok: false, problem, instead: form };
}
