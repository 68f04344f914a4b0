import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ECHO_FORMS } from '../../src/emulator/faults/echo-forms.ts';
import type { Emulator } from '../../src/emulator/server/start-emulator.ts';
import { emulated, faults } from '../emulator/emulated.ts';
import { scriptedServer } from '../ocr/azure/support/scripted-server.ts';
import { clusterOf, folderWithPictures, KEY, NOTE, runAndSearch } from './canary-run.ts';

// The whole system, from the command line through the Python entry script to the services, with secrets that are known here.
// `runAndSearch` fails when one of them shows up anywhere.

vi.setConfig({ testTimeout: 60_000 });

const PROJECT = '3b1e0e6a-5a5b-4a51-9d3e-0c1f2a3b4c5d';
const DETECTOR = `"project_id":"${PROJECT}","published_name":"plates"`;
const SECRETS = {
  'ocr-read': `{"endpoint":"{url}","key":"{key}","note":"${NOTE}"}`,
  plates: `{"endpoint":"{url}","key":"{key}",${DETECTOR}}`,
};
const ENTRY = ['--kv_readapi', 'ocr-read', '--kv_customimage', 'plates', '--key_vault', 'emulator'];

const replayOf = (
  entry: readonly string[],
  { processes = 1, options = [] as readonly string[] } = {},
): string[] => [
  'replay',
  'in',
  '--output=out',
  '--logging_level=DEBUG',
  `--process_count_per_node=${processes}`,
  ...options,
  '--',
  ...entry,
];
const vaultOf = (overrides: Parameters<typeof emulated>[0] = {}): Promise<Emulator> =>
  emulated({ tls: true, key: KEY, secrets: SECRETS, ...overrides });

const STORM = faults(
  { on: 'identity.token', nth: 1, fault: 'status', status: 500, body: 'html' },
  { on: 'key-vault.secret', nth: 3, fault: 'status', status: 503, body: 'html' },
  { on: 'key-vault.secret', nth: 4, fault: 'throttle', retry_after: 1 },
  { on: 'key-vault.secret', nth: 6, fault: 'bad_body', body: 'truncated' },
  { on: 'custom-vision.detect-nostore', nth: 2, fault: 'throttle', retry_after: 1 },
  { on: 'custom-vision.detect-nostore', nth: 3, fault: 'status', status: 500, body: 'html' },
  { on: 'custom-vision.detect-nostore', nth: 4, fault: 'reset', when: 'during_response' },
  { on: 'custom-vision.detect-nostore', nth: 12, fault: 'rotate_key' },
  { on: 'read.submit', from: 2, to: 4, fault: 'throttle', retry_after: 1, header: false },
  { on: 'read.submit', nth: 5, fault: 'status', status: 500, body: 'html' },
  { on: 'read.submit', nth: 6, fault: 'reset', when: 'after_body' },
  { on: 'read.submit', nth: 7, fault: 'operation', ends: 'failed_with_errors' },
  { on: 'read.submit', nth: 8, fault: 'operation', ends: 'vanished' },
  { on: 'read.submit', nth: 9, fault: 'operation_location', location: 'foreign' },
  { on: 'read.submit', nth: 10, fault: 'bad_body', body: 'html' },
  { on: 'read.submit', nth: 15, fault: 'rotate_key' },
  { on: 'read.result', nth: 2, fault: 'bad_body', body: 'truncated' },
  { on: 'read.result', nth: 3, fault: 'bad_body', body: 'invalid' },
);

it('a storm of faults, keys that rotate among them: every row comes, no secret shows', async () => {
  const emulator = await vaultOf({ faults: STORM });
  const folder = await folderWithPictures(24);
  const run = await runAndSearch(
    folder,
    replayOf(ENTRY, { processes: 2, options: ['--mini_batch_size', '6'] }),
    await clusterOf(emulator, folder),
  );
  expect(run.code).toBe(0);
  expect(run.rows).toHaveLength(24);
  const { operations } = emulator.stats();
  const fired = Object.values(operations).reduce((sum, operation) => sum + operation.faults, 0);
  expect(fired).toBe(STORM.rules.length + 2);
  expect(operations['read.submit']?.statuses['401']).toBeGreaterThan(0);
  expect(operations['custom-vision.detect-nostore']?.statuses['401']).toBeGreaterThan(0);
});

describe('what ends a job', () => {
  it('a key that the service refuses', async () => {
    const emulator = await vaultOf({ secrets: { ...SECRETS, 'ocr-read': KEY } });
    emulator.rotateKey('another');
    const folder = await folderWithPictures(3);
    const entry = [...ENTRY, '--read_endpoint', emulator.url];
    const { code, err } = await runAndSearch(folder, replayOf(entry), await clusterOf(emulator, folder));
    expect({ code, err }).toEqual({ code: 42, err: expect.stringContaining('Access denied') as unknown });
  });

  it('a certificate that is not trusted', async () => {
    const [vault, services] = await Promise.all([vaultOf(), emulated({ tls: true, key: KEY })]);
    const folder = await folderWithPictures(3);
    const entry = ['--kv_readapi', 'ocr-read', '--read_endpoint', services.url, '--key_vault', 'emulator'];
    const { code, err } = await runAndSearch(folder, replayOf(entry), await clusterOf(vault, folder));
    expect({ code, err }).toEqual({ code: 42, err: expect.stringContaining('is not trusted') as unknown });
  });

  it('secrets that are cut off, have a plain address, or lack fields', async () => {
    const plates = `{"endpoint":"http://a.example/{key}","key":"{key}","note":"${NOTE}"}`;
    const emulator = await vaultOf({ secrets: { 'ocr-read': `{"endpoint":"{url}","key":"{key}`, plates } });
    const folder = await folderWithPictures(1);
    const argv = replayOf(ENTRY);
    const { code, out } = await runAndSearch(folder, argv, await clusterOf(emulator, folder));
    expect(code).toBe(42);
    expect(out).toContain("Secret 'ocr-read' begins like JSON but is not valid JSON");
    expect(out).toContain("Field 'endpoint' of secret 'plates' is not accepted");
    expect(out).toContain("Secret 'plates' has no field 'project_id'");
  });

  it('a service that says everything it was told, in every error', async () => {
    const echo = await scriptedServer(({ headers, url }, index) => ({
      status: [400, 401, 403, 404, 429, 500][index % 6] ?? 400,
      headers: { 'retry-after': '0' },
      body: { error: { code: 'Echo', message: JSON.stringify({ headers, url }) } },
    }));
    onTestFinished(() => echo.close());
    const emulator = await vaultOf();
    const folder = await folderWithPictures(12);
    const entry = ['--kv_readapi', 'ocr-read', '--read_endpoint', echo.url, '--key_vault', 'emulator'];
    const options = ['--mini_batch_size', '2', '--run_max_try', '2'];
    const run = await runAndSearch(folder, replayOf(entry, { options }), await clusterOf(emulator, folder));
    expect(echo.received.some(({ headers }) => headers['ocp-apim-subscription-key'] === KEY)).toBe(true);
    expect(run.err).toContain('[secret]');
  });
});

it.each([
  ['identity.token', 400, 'identity'],
  ['key-vault.secret', 403, 'role'],
])('%s that repeats the token or secret of its request', async (on, status, fix) => {
  const forms = Object.keys(ECHO_FORMS);
  const rules = forms.map((as, index) => ({ on, nth: index + 1, fault: 'echo', status, as }));
  const emulator = await vaultOf({ faults: faults(...rules, { on, fault: 'echo', status }) });
  const folder = await folderWithPictures(0);
  const run = await runAndSearch(folder, ['check', ...ENTRY], await clusterOf(emulator, folder));
  expect(emulator.stats().operations[on]?.faults).toBeGreaterThan(0);
  expect({ code: run.code, out: run.out }).toEqual({
    code: 3,
    out: expect.stringContaining(fix) as unknown,
  });
});

it('secrets from the environment stay in the environment', async () => {
  const emulator = await vaultOf();
  const folder = await folderWithPictures(3);
  const entry = ['--kv_readapi', 'ocr-read', '--secrets', 'env', '--read_endpoint', emulator.url];
  const env = { ...(await clusterOf(emulator, folder)), PARALLEL_RUN_OCR_SECRET_OCR_READ: KEY };
  const { code, rows } = await runAndSearch(folder, replayOf(entry), env);
  expect({ code, rows: rows.length }).toEqual({ code: 0, rows: 3 });
});

it('the check shows no secret, whatever works', async () => {
  const emulator = await vaultOf({ faults: faults({ on: 'read.submit', fault: 'throttle' }) });
  const folder = await folderWithPictures(0);
  const run = await runAndSearch(folder, ['check', ...ENTRY], await clusterOf(emulator, folder));
  expect({ code: run.code, out: run.out }).toEqual({
    code: 3,
    out: expect.stringContaining('quota') as unknown,
  });
});

it('one that is left behind would be found', async () => {
  const emulator = await vaultOf();
  const folder = await folderWithPictures(0);
  await appendFile(
    join(folder, 'left.log'),
    `authorization: ${Buffer.from(`u:${KEY}`).toString('base64')}\n`,
  );
  const found = runAndSearch(folder, ['check', '--help'], await clusterOf(emulator, folder));
  await expect(found).rejects.toMatchObject({
    actual: expect.stringContaining('left.log: the key') as unknown,
  });
});
