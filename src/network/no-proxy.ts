import { BlockList, isIP } from 'node:net';
import { bareHost, isListed } from './direct-hosts.ts';

/**
 * The rules of NO_PROXY, which are those of curl, and of Python's requests but for ports:
 * https://curl.se/docs/manpage.html#--noproxy, https://everything.curl.dev/usingcurl/proxies/env.html
 *
 * Entries are separated by commas or white space. `example.com`, `.example.com` and `*.example.com` all mean the name
 * and its subdomains, `10.0.0.0/8` and `fd00::/8` mean addresses that a URL names as such, `*` means every host. A port
 * limits an entry to it. What is none of these matches nothing.
 *
 * @returns whether a URL is reached without a proxy
 */
export function noProxyRules(list: string): (url: URL) => boolean {
  const rules = list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map(toRule);
  return (url) => {
    const [host, port] = [bareHost(url), portOf(url)];
    return rules.some((matches) => matches(host, port));
  };
}

type Rule = (host: string, port: string) => boolean;

function toRule(entry: string): Rule {
  if (entry === '*') return () => true;
  const [, address = '', prefix = ''] = /^\[?([\da-f.:]+)\]?\/(\d{1,3})$/i.exec(entry) ?? [];
  if (prefix !== '') return subnet(address, Number(prefix));
  const [name, port] = splitPort(entry);
  const matches = isIP(name) === 0 ? domain(name) : subnet(name, isIP(name) === 6 ? 128 : 32);
  return (host, actual) => (port === null || port === actual) && matches(host, actual);
}

function subnet(address: string, prefix: number): Rule {
  const version = isIP(address);
  if (version === 0 || prefix > (version === 6 ? 128 : 32)) return () => false;
  const list = new BlockList();
  list.addSubnet(address, prefix, version === 6 ? 'ipv6' : 'ipv4');
  return (host) => isListed(list, host);
}

function domain(entry: string): Rule {
  const name = entry
    .toLowerCase()
    .replace(/^\*?\./, '')
    .replace(/\.$/, '');
  return (host) => host === name || host.endsWith(`.${name}`);
}

/** A port after a name, an IPv4 address or the brackets of IPv6; `::1` alone has none. */
function splitPort(entry: string): [name: string, port: string | null] {
  const [, name = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? [entry, entry];
  return [name.replace(/^\[(.*)\]$/, '$1'), port ?? null];
}

function portOf({ port, protocol }: URL): string {
  return port === '' ? (protocol === 'https:' ? '443' : '80') : port;
}
