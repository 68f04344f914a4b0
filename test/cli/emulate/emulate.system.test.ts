import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { startCli } from '../run-cli.ts';

async function emulate(...args: readonly string[]) {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'emulate-')));
  const run = startCli(['emulate', '--port', '0', '--reading', 'synthetic', ...args], folder);
  onTestFinished(async () => {
    run.process.kill('SIGKILL');
    await run.done;
    await rm(folder, { recursive: true });
  });
  return { ...run, folder };
}

/** The URL that it prints when it is ready. */
async function ready(run: Awaited<ReturnType<typeof emulate>>): Promise<string> {
  const [chunk] = (await once(run.process.stderr!, 'data')) as [Buffer];
  const [, url = ''] = /^Listening on (\S+), key emulator-key-1\./.exec(chunk.toString()) ?? [];
  return url;
}

it('serves over TLS, prints lines to source, and stops with 0 on Ctrl-C', async () => {
  const run = await emulate('--write-ca', 'ca.pem', '--secret', 'readapisecret');
  const url = await ready(run);
  const ca = await readFile(join(run.folder, 'ca.pem'), 'utf8');
  const headers = { authorization: 'Bearer x' };
  const [response] = (await once(get(`${url}/secrets/readapisecret/`, { ca, headers }), 'response')) as [
    NodeJS.ReadableStream,
  ];
  expect(await json(response)).toMatchObject({
    value: JSON.stringify({ endpoint: url, key: 'emulator-key-1' }),
  });
  run.process.kill('SIGINT');
  const { code, out } = await run.done;
  expect(code).toBe(0);
  expect(out.trim().split('\n')).toEqual([
    `export NODE_EXTRA_CA_CERTS='${run.folder}/ca.pem'`,
    `export MSI_ENDPOINT='${url}/msi/token' MSI_SECRET='emulator-msi-secret'`,
    `export PARALLEL_RUN_OCR_VAULT_URL='${url}' PARALLEL_RUN_OCR_ARM_ENDPOINT='${url}'`,
  ]);
});

it('takes faults, rates and secrets from its options', async () => {
  const faults = '[{"on":"read.submit","nth":2,"fault":"status","status":503,"body":"empty"}]';
  const run = await emulate('--faults', faults, '--rate', 'read=2', '--rate', 'image-analysis=off');
  const url = await ready(run);
  const submit = async () =>
    (
      await fetch(`${url}/vision/v3.2/read/analyze`, {
        method: 'POST',
        headers: {
          'ocp-apim-subscription-key': 'emulator-key-1',
          'content-type': 'application/octet-stream',
        },
      })
    ).status;
  expect([await submit(), await submit(), await submit(), await submit()]).toEqual([400, 503, 400, 429]);
});
