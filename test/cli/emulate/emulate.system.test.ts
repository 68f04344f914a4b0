import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
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
  const [answer] = (await once(get(`${url}/secrets/readapisecret/`, { ca, headers }), 'response')) as [
    NodeJS.ReadableStream,
  ];
  expect(await json(answer)).toMatchObject({
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

it.each([
  [['--host', '0.0.0.0'], /--allow_remote/],
  [['--latency', 'slow'], /--latency "slow" is not a distribution/],
  [['--rate', 'read=fast'], /--rate "read=fast" is not a rate/],
  [['--port', 'x'], /--port is "x": give a whole number from 0 to 65535/],
  [['--tier', 'S9'], /--tier is "S9": give one of F0, S1/],
  [['--operation_lifetime', '0'], /--operation_lifetime is "0": give a number of seconds above 0/],
  [['--tls', '--speed', '3'], /Unknown option --speed: did you mean --seed\? Accepted: --port/],
  [['samples'], /Unexpected argument "samples"/],
  [['--faults', '[{"on":"read.submit"}]'], /--faults: rule 1: fault is missing/],
  [['--faults', 'nowhere.json'], /--faults cannot be read: ENOENT/],
  [['--write_ca', '/nosuch/ca.pem'], /^--write_ca cannot be written: ENOENT.*\n/],
])('%j is refused', async (args, message) => {
  const { code, err } = await (await emulate(...args)).done;
  expect(err).toMatch(message);
  expect(err).toMatch(/See parallel-run-ocr emulate --help\n$/);
  expect(code).toBe(2);
});

it('a fault script from a file names the file, the rule and the field', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'faults-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'faults.json');
  await writeFile(file, '{"rules":[{"name":"busy","on":"read.submit","fault":"throttle","retry_after":-1}]}');
  const { err } = await (await emulate('--faults', file)).done;
  expect(err).toContain(
    `${file}: rule 1 (busy): retry_after is -1, accepted is a number of seconds, 0 or more`,
  );
});

it('--help shows options, examples, budgets and operations', async () => {
  const { code, out } = await (await emulate('--help')).done;
  expect(code).toBe(0);
  for (const text of [
    '--write_ca',
    'lognormal:800,0.5',
    'document-intelligence-get',
    'custom-vision.detect',
  ]) {
    expect(out).toContain(text);
  }
});
