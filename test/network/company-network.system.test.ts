import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { startCli } from '../cli/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CHECK = [
  'check',
  '--secrets',
  'env',
  '--kv_readapi',
  'readapisecret',
  '--read_endpoint',
  'https://ocr.cognitiveservices.azure.com',
];

/** The proxy of an emulator whose certificate only `ca.pem` vouches for. */
async function companyNetwork(): Promise<{ readonly folder: string; readonly proxy: string }> {
  const folder = await temporaryFolder();
  const names = ['--name', '*.cognitiveservices.azure.com', '--proxy_port', '0', '--proxy_auth', 'me:pw'];
  const options = ['--port', '0', '--reading', 'synthetic', '--write_ca', 'ca.pem', ...names];
  const run = startCli(['emulate', ...options], folder);
  onTestFinished(async () => {
    run.process.kill('SIGTERM');
    expect((await run.done).code).toBe(0);
  });
  while (!run.errorsSoFar().includes('HTTPS_PROXY=')) await once(run.process.stderr!, 'data');
  const [, proxy = ''] = /HTTPS_PROXY=(\S+)/.exec(run.errorsSoFar()) ?? [];
  return { folder, proxy: proxy.replace('//', '//me:pw@') };
}

it('reads through the proxy, trusts the authority of the company however Node learns of it, and ends', async () => {
  const { folder, proxy } = await companyNetwork();
  const env = { HTTPS_PROXY: proxy, PARALLEL_RUN_OCR_SECRET_READAPISECRET: 'emulator-key-1' };
  const run = (trust: NodeJS.ProcessEnv) =>
    startCli(CHECK, folder, { NODE_EXTRA_CA_CERTS: undefined, ...env, ...trust }).done;
  const trusting = await run({ NODE_EXTRA_CA_CERTS: 'ca.pem' });
  expect(trusting.out).toContain('Everything works.');
  expect(trusting.err).toContain('Note: requests go through the proxy http://127.0.0.1:');
  const openssl = await run({ NODE_OPTIONS: '--use-openssl-ca', SSL_CERT_FILE: 'ca.pem' });
  expect([openssl.code, openssl.out]).toEqual([0, expect.stringContaining('Everything works.')]);
  const suspicious = await run({});
  expect(suspicious.code).toBe(3);
  expect(suspicious.out).toMatch(/certificate that is not trusted.*which may inspect TLS/s);
  for (const { out, err } of [trusting, openssl, suspicious]) expect(out + err).not.toContain('me:pw');
}, 60_000);

it('a variable that names no proxy is wrong usage, without its value', async () => {
  const env = { https_proxy: 'socks5://me:s3cret@proxy:1080' };
  const { code, err } = await startCli(CHECK, await temporaryFolder(), env).done;
  expect([code, err]).toEqual([2, expect.stringContaining('https_proxy names a socks5 proxy')]);
  expect(err).not.toContain('s3cret');
});
