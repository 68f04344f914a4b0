import { expect, it } from 'vitest';
import { secretsIn } from '../../src/redaction/environment-secrets.ts';

it.each([
  ['a secret of --secrets env', { PARALLEL_RUN_OCR_SECRET_OCR_READ: 'the-key' }, ['the-key']],
  [
    'one that is JSON',
    { PARALLEL_RUN_OCR_SECRET_A: '{"endpoint":"https://a","key":"k-1"}' },
    ['{"endpoint":"https://a","key":"k-1"}', 'k-1'],
  ],
  ["the identity endpoint's", { MSI_SECRET: 'm', IDENTITY_HEADER: 'i' }, ['m', 'i']],
  ['a service principal', { AZURE_CLIENT_SECRET: 's', AZURE_CLIENT_ID: 'id' }, ['s']],
  ['a proxy', { HTTPS_PROXY: 'http://me:p%40ss@proxy:1', no_proxy: 'a:b@c' }, ['p%40ss', 'p@ss']],
  ['a proxy whose password cannot be decoded', { http_proxy: 'me:100%@proxy:1' }, ['100%']],
  ['a proxy without a password', { ALL_PROXY: 'http://proxy:1', HTTP_PROXY: 'http://me@proxy' }, []],
  ['nothing secret', { PATH: '/bin', MSI_ENDPOINT: 'http://a' }, []],
])('finds the secrets of an environment: %s', (_, env, secrets) => {
  expect(secretsIn(env)).toEqual(secrets);
});
