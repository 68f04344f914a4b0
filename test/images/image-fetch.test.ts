import type { LookupFunction } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WorkerError } from '../../src/contract/errors.ts';
import { type EmulatedProxy, startEmulatedProxy } from '../../src/emulator/proxy/start-proxy.ts';
import { imageFetch } from '../../src/images/image-fetch.ts';
import { noProxies, proxiesFrom } from '../../src/network/proxies.ts';
import { ruledFetch } from '../../src/network/ruled-fetch.ts';
import { serveHttp, serveTls } from '../support/azure/local-server.ts';

type Responses = Readonly<Record<string, { readonly status: number; readonly location?: string }>>;

/** A server whose paths respond as scripted, others with `image`. */
async function serve(start: typeof serveTls | typeof serveHttp, responses: Responses = {}) {
  const seen: string[] = [];
  const server = await start((request, response) => {
    seen.push(request.url ?? '');
    const { status = 200, location } = responses[request.url ?? ''] ?? {};
    response.writeHead(status, location === undefined ? {} : { location }).end('image');
  });
  onTestFinished(() => server.close());
  return { url: server.url, port: new URL(server.url).port, seen };
}

/** The text of the response, or the code and the message of the error. */
async function get(fetcher: ReturnType<typeof imageFetch>, url: string): Promise<string> {
  try {
    return await (await fetcher(url, {})).text();
  } catch (error) {
    return error instanceof WorkerError
      ? `${error.code}: ${error.message}`
      : `not foreseen: ${String(error)}`;
  }
}

const PRIVATE = imageFetch(noProxies, true);
const PUBLIC = imageFetch(noProxies, false);

/** A resolver that knows one name, whose addresses come in turn. */
const inTurn = (...addresses: readonly string[]): { lookup: LookupFunction; asked: () => number } => {
  let asked = 0;
  return {
    asked: () => asked,
    lookup: (_, options, callback) => {
      const address = addresses[Math.min(asked, addresses.length - 1)] ?? '';
      asked += 1;
      if (options.all === true) callback(null, [{ address, family: 4 }]);
      else callback(null, address, 4);
    },
  };
};
const withLookup = (lookup: LookupFunction, allowPrivate = false) =>
  imageFetch(noProxies, allowPrivate, (proxies, rule) => ruledFetch(proxies, rule, lookup));

describe('the URL of an image', () => {
  it.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '127.0.0.1.',
    '%31%32%37.0.0.1',
    '①②⑦.0.0.1',
    '127。0。0。1',
    '0',
    '0.0.0.0',
    '[::1]',
    '[::]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[64:ff9b::7f00:1]',
    '[fe80::1]',
    '[fd00::1]',
    '10.1.2.3',
    '192.168.0.1',
    '172.16.0.1',
    '169.254.169.254',
    '0xa9fea9fe',
    '100.64.0.1',
    '168.63.129.16',
    '224.0.0.1',
    '255.255.255.255',
  ])('at %s is rejected before anything is sent', async (host) => {
    const { port, seen } = await serve(serveTls);
    expect(await get(PUBLIC, `https://${host}:${port}/a.png?sig=s3cret`)).toMatch(
      /^url_rejected: The URL is at [^?]+, which is not an address of the Internet: give a public https:\/\/ URL, or .*--allow_private_urls\.$/,
    );
    expect(seen).toEqual([]);
  });

  it.each(['localhost', 'localhost.', 'LOCALHOST', 'images.localhost'])(
    'at the name %s, which leads to this machine, is rejected',
    async (name) => {
      const { port, seen } = await serve(serveTls);
      const { lookup } = inTurn('127.0.0.1');
      const result = await get(withLookup(lookup), `https://${name}:${port}/a.png`);
      expect(result).toMatch(/^url_rejected: The URL is at \S+ \(127\.0\.0\.1\), which is not/);
      expect(seen).toEqual([]);
    },
  );

  it('at localhost is rejected with the resolver of the system', async () => {
    const { url, seen } = await serve(serveTls);
    expect(await get(PUBLIC, `${url}/a.png`)).toMatch(
      /^url_rejected: The URL is at localhost:\d+ \((?:127\.0\.0\.1|::1)\)/,
    );
    expect(seen).toEqual([]);
  });

  it('at a name that first has a public address, then that of this machine, never reaches this machine', async () => {
    const { port, seen } = await serve(serveTls);
    const { lookup, asked } = inTurn('127.0.0.2', '127.0.0.1');
    // Nothing listens at 127.0.0.2, which stands for an address of the Internet.
    const fetcher = imageFetch(noProxies, false, (proxies, rule) =>
      ruledFetch(proxies, (url, address) => address === '127.0.0.2' || rule(url, address), lookup),
    );
    const first = fetcher(`https://rebound.example:${port}/a.png`, { signal: AbortSignal.timeout(500) });
    await expect(first).rejects.toThrow(/fetch failed|timeout/);
    expect(await get(fetcher, `https://rebound.example:${port}/b.png`)).toMatch(
      /^url_rejected: .*127\.0\.0\.1/,
    );
    expect(asked()).toBe(2);
    expect(seen).toEqual([]);
  });

  it('at a name with a public and a private address is rejected', async () => {
    const both: LookupFunction = (_, __, callback) =>
      callback(null, [
        { address: '203.0.114.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ]);
    expect(await get(withLookup(both), 'https://two.example/a.png')).toMatch(
      /^url_rejected: .*two\.example \(10\.0\.0\.1\)/,
    );
  });

  it('in a private network is downloaded where that is allowed, with and without TLS', async () => {
    const [secure, plain] = [await serve(serveTls), await serve(serveHttp)];
    expect(await get(PRIVATE, `${secure.url}/a.png`)).toBe('image');
    expect(await get(PRIVATE, `${plain.url}/a.png`)).toBe('image');
  });

  it('over http is rejected, and where private addresses are allowed, still to those of the Internet', async () => {
    const { url, seen } = await serve(serveHttp);
    expect(await get(PUBLIC, `${url}/a.png?sig=s3cret`)).toMatch(
      /^url_rejected: The URL at 127\.0\.0\.1:\d+ is plain http: give https:/,
    );
    expect(await get(PRIVATE, 'http://8.8.8.8/a.png')).toBe(
      'url_rejected: The URL at 8.8.8.8 is plain http over the Internet: give https://.',
    );
    const { lookup } = inTurn('8.8.8.8');
    expect(await get(withLookup(lookup, true), 'http://images.example/a.png')).toMatch(
      /^url_rejected: .*plain http over/,
    );
    expect(seen).toEqual([]);
  });

  it.each([
    ['https://', 'bad_url: The URL cannot be parsed.'],
    ['https://a b/', 'bad_url: The URL cannot be parsed.'],
    ['https://user:s3cret@example.com/a.png', 'bad_url: The URL at example.com has a user name or password'],
  ])('%s is a bad one', async (url, message) => {
    const result = await get(PUBLIC, url);
    expect(result).toContain(message);
    expect(result).not.toContain('s3cret');
  });
});

describe('a redirect', () => {
  it('within the host is followed', async () => {
    const { url, seen } = await serve(serveTls, {
      '/a': { status: 302, location: '/b?c=1' },
      '/b?c=1': { status: 308, location: 'c' },
    });
    expect(await get(PRIVATE, `${url}/a`)).toBe('image');
    expect(seen).toEqual(['/a', '/b?c=1', '/c']);
  });

  it('to another host, port or scheme is not followed', async () => {
    const other = await serve(serveTls);
    const plain = await serve(serveHttp);
    for (const location of [
      `${other.url}/x?sig=s3cret`,
      `//127.0.0.1:${other.port}/x`,
      `${plain.url}/x`,
      'http://169.254.169.254/metadata',
      'https://login.example.com/?continue',
      'file:///etc/passwd',
      'https://[',
    ]) {
      const { url } = await serve(serveTls, { '/a': { status: 307, location } });
      const result = await get(PRIVATE, `${url}/a`);
      expect(result).toMatch(
        /^url_rejected: The server localhost:\d+ redirects the download to (?:\w+:\/\/|no URL)/,
      );
      expect(result).not.toContain('s3cret');
    }
    expect([...other.seen, ...plain.seen]).toEqual([]);
  });

  it('from https to http on the same host is not followed', async () => {
    const responses: Record<string, { status: number; location: string }> = {};
    const { url, seen } = await serve(serveTls, responses);
    responses['/a'] = { status: 302, location: `${url.replace('https:', 'http:')}/b` };
    expect(await get(PRIVATE, `${url}/a`)).toMatch(/^url_rejected: .* to http:\/\/localhost/);
    expect(seen).toEqual(['/a']);
  });

  it('without an end is given up', async () => {
    const { url, seen } = await serve(serveTls, { '/a': { status: 302, location: '/a' } });
    expect(await get(PRIVATE, `${url}/a`)).toMatch(
      /^url_rejected: The server localhost:\d+ redirects the download again and again/,
    );
    expect(seen).toHaveLength(6);
  });
});

describe('through a proxy', () => {
  async function proxied(
    lookup: LookupFunction,
  ): Promise<{ fetcher: ReturnType<typeof imageFetch>; proxy: EmulatedProxy }> {
    const server = await serve(serveTls);
    const proxy = await startEmulatedProxy({ leadsTo: () => Number(server.port) });
    onTestFinished(() => proxy.close());
    const proxies = proxiesFrom({ HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url });
    return { fetcher: imageFetch(proxies, false, (all, rule) => ruledFetch(all, rule, lookup)), proxy };
  }
  const unknown: LookupFunction = (_, __, callback) =>
    callback(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }), '', 0);

  it('an image is downloaded from a name that only the proxy knows', async () => {
    const { fetcher, proxy } = await proxied(unknown);
    expect(await get(fetcher, 'https://images.example.com/a.png')).toBe('image');
    expect(proxy.requests).toEqual(['CONNECT images.example.com:443']);
  });

  it.each(['https://10.0.0.1/a.png', 'https://[fd00::1]/a.png', 'https://intranet.example/a.png'])(
    'nothing is asked for %s, whose address is known to be private',
    async (url) => {
      const { fetcher, proxy } = await proxied(inTurn('10.0.0.1').lookup);
      expect(await get(fetcher, url)).toMatch(/^url_rejected/);
      expect(proxy.requests).toEqual([]);
    },
  );
});
