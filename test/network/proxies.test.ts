import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/config/environment.ts';
import { proxiesFrom } from '../../src/network/proxies.ts';

const PROXY = 'http://proxy.example:3128';

function through(env: Environment, url: string): string | null {
  const proxy = proxiesFrom(env).forUrl(new URL(url));
  return proxy === null ? null : `${proxy.variable} ${proxy.origin}`;
}

const isDirect = (noProxy: string, url: string): boolean =>
  through({ ALL_PROXY: PROXY, NO_PROXY: noProxy }, url) === null;

describe('the variable of a URL', () => {
  it.each([
    [{ HTTPS_PROXY: PROXY }, `HTTPS_PROXY ${PROXY}`, null],
    [{ https_proxy: PROXY }, `https_proxy ${PROXY}`, null],
    [{ HTTP_PROXY: PROXY }, null, `HTTP_PROXY ${PROXY}`],
    [{ http_proxy: PROXY }, null, `http_proxy ${PROXY}`],
    [{ ALL_PROXY: PROXY }, `ALL_PROXY ${PROXY}`, `ALL_PROXY ${PROXY}`],
    [{ all_proxy: PROXY }, `all_proxy ${PROXY}`, `all_proxy ${PROXY}`],
    [
      { HTTPS_PROXY: 'http://other', https_proxy: PROXY, ALL_PROXY: 'http://all:1' },
      `https_proxy ${PROXY}`,
      'ALL_PROXY http://all:1',
    ],
    [{ https_proxy: ' ', HTTPS_PROXY: PROXY }, `HTTPS_PROXY ${PROXY}`, null],
    [{ HTTPS_PROXY: 'proxy.example:3128' }, `HTTPS_PROXY ${PROXY}`, null],
    [{ HTTPS_PROXY: '10.0.0.1:3128/' }, 'HTTPS_PROXY http://10.0.0.1:3128', null],
    [{ HTTPS_PROXY: 'https://[fd00::1]:3128' }, 'HTTPS_PROXY https://[fd00::1]:3128', null],
    [{ HTTPS_PROXY: PROXY, no_proxy: '', NO_PROXY: 'example.com' }, null, null],
    [{ HTTPS_PROXY: PROXY, no_proxy: 'a.test', NO_PROXY: 'example.com' }, `HTTPS_PROXY ${PROXY}`, null],
    [{}, null, null],
  ])('%j', (env, https, http) => {
    expect(through(env, 'https://example.com/x')).toBe(https);
    expect(through(env, 'http://example.com/x')).toBe(http);
  });

  it('does not matter for a proxy that is not used: SOCKS for other programs', () => {
    const env = { ALL_PROXY: 'socks5://proxy:1080', HTTPS_PROXY: PROXY, HTTP_PROXY: PROXY };
    expect(through(env, 'https://example.com')).toBe(`HTTPS_PROXY ${PROXY}`);
  });
});

describe('NO_PROXY', () => {
  it.each([
    [
      'example.com',
      ['https://example.com', 'https://a.b.example.com', 'https://EXAMPLE.com:8443', 'https://example.com.'],
      ['https://badexample.com', 'https://example.com.evil.test'],
    ],
    ['.example.com', ['https://example.com', 'https://a.example.com'], ['https://badexample.com']],
    ['*.Example.COM.', ['https://example.com', 'https://a.example.com'], ['https://badexample.com']],
    ['example.com:8443', ['https://example.com:8443'], ['https://example.com', 'http://example.com']],
    ['example.com:443', ['https://example.com'], ['http://example.com']],
    ['a.test, b.test  c.test,,', ['https://a.test', 'https://b.test', 'https://c.test'], ['https://d.test']],
    ['*', ['https://example.com', 'http://10.0.0.1'], []],
    ['a.test,*', ['https://example.com'], []],
    ['10.0.0.1', ['https://10.0.0.1'], ['https://10.0.0.11', 'https://1.10.0.0']],
    ['10.0.0.1:8443', ['https://10.0.0.1:8443'], ['https://10.0.0.1']],
    [
      '10.0.0.0/8',
      ['https://10.255.0.1', 'https://0x0a000001', 'https://[::ffff:10.0.0.1]'],
      ['https://11.0.0.1', 'https://10.example.com'],
    ],
    ['fd00::1', ['https://[fd00::1]', 'https://[fd00:0:0::1]'], ['https://[fd00::2]']],
    ['[fd00::1]:8443', ['https://[fd00::1]:8443'], ['https://[fd00::1]']],
    ['fd00::/8', ['https://[fd12::9]'], ['https://[fe00::1]']],
    ['[fd00::]/8', ['https://[fd12::9]'], ['https://[fe00::1]']],
    [
      '10.0.0.0/33, fd00::/129, a*b, <local>, /, :80, []',
      [],
      ['https://10.0.0.1', 'https://ab', 'https://host'],
    ],
    ['', [], ['https://example.com']],
  ])('%j', (list, direct, proxied) => {
    expect(direct.filter((url) => !isDirect(list, url))).toEqual([]);
    expect(proxied.filter((url) => isDirect(list, url))).toEqual([]);
  });

  it('means the same name and its subdomains with and without a dot or a star in front', () => {
    const label = fc.stringMatching(/^[a-z]([a-z\d]{0,8})$/);
    const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => `${labels.join('.')}.test`);
    fc.assert(
      fc.property(name, name, (entry, host) => {
        const expected = host === entry || host.endsWith(`.${entry}`);
        for (const prefix of ['', '.', '*.']) {
          expect(isDirect(`${prefix}${entry}`, `https://${host}`)).toBe(expected);
        }
      }),
    );
  });

  it('takes any text without an error', () => {
    fc.assert(fc.property(fc.string(), (list) => typeof isDirect(list, 'https://example.com') === 'boolean'));
  });
});

describe('what never goes through a proxy', () => {
  it.each([
    'http://localhost:5005',
    'http://LOCALHOST.',
    'https://ocr.localhost',
    'http://127.0.0.1:46808/MSI/auth',
    'http://127.8.9.10',
    'http://0x7f.1',
    'http://[::1]:5005',
    'http://[::ffff:127.0.0.1]',
    'http://0.0.0.0:5005',
    'http://169.254.169.254/metadata/identity/oauth2/token',
    'http://[fe80::1]',
  ])('%s', (url) => {
    expect(isDirect('example.com', url)).toBe(true);
  });

  it.each(['MSI_ENDPOINT', 'IDENTITY_ENDPOINT', 'AZURE_POD_IDENTITY_AUTHORITY_HOST'])(
    'the host of %s',
    (variable) => {
      const env = { ALL_PROXY: PROXY, [variable]: 'http://10.0.0.4:2377/token' };
      expect(through(env, 'http://10.0.0.4:2377/token?resource=x')).toBeNull();
      expect(through(env, 'http://10.0.0.4:8080/')).not.toBeNull();
    },
  );
});

describe('a value that names no usable proxy', () => {
  const S3CRET = 's3cret';
  it.each([
    'http://',
    'http://user:s3cret@',
    `http://user:s3#cret@proxy:3128`,
    `http://user:12/s3cret@proxy:3128`,
    `http://user:s3cret%@proxy:3128`,
    `http://user:s3cret%zz@proxy:3128`,
    `http://user:s3cret@proxy:99999`,
    `user:s3cret`,
    `user:s3cret@proxy name`,
    `socks5://user:s3cret@proxy:1080`,
    `socks://proxy:1080/s3cret`,
    `file:///etc/s3cret`,
    'http://proxy:3128/s3cret.pac',
    'http://proxy:3128?s3cret',
  ])('%j is rejected with the variable, without the value', (value) => {
    for (const variable of [
      'HTTPS_PROXY',
      'https_proxy',
      'HTTP_PROXY',
      'http_proxy',
      'ALL_PROXY',
      'all_proxy',
    ]) {
      const run = (): unknown => proxiesFrom({ [variable]: value });
      expect(run).toThrow(
        new RegExp(`The environment variable ${variable} (?:is|has|names) .*give http://HOST:PORT`),
      );
      expect(run).not.toThrow(/s3c|cret@/);
    }
  });

  it('names each variable once', () => {
    const run = (): unknown => proxiesFrom({ HTTPS_PROXY: 'ftp://a', HTTP_PROXY: 'ftp://b' });
    expect(run).toThrow(/2 problems.*HTTPS_PROXY.*HTTP_PROXY/s);
    expect(() => proxiesFrom({ ALL_PROXY: 'ftp://a' })).toThrow(/^The environment variable ALL_PROXY/);
  });

  it('never shows the user name and password of one that is used', () => {
    const proxies = proxiesFrom({ HTTPS_PROXY: `http://us%40er:${S3CRET}@proxy:3128` });
    const [proxy] = proxies.named;
    expect(proxy?.headers()).toEqual({
      'proxy-authorization': `Basic ${Buffer.from(`us@er:${S3CRET}`).toString('base64')}`,
    });
    const shown = `${inspect(proxies, { depth: 9, showHidden: true })}${JSON.stringify(proxies)}${proxy?.description}`;
    expect(shown).not.toContain(S3CRET);
    expect(shown).not.toContain('us@er');
    expect(shown).not.toContain('dXNAZXI');
  });
});
