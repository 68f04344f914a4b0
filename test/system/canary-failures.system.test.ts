import { ECHO_FORMS } from '../../src/emulator/faults/echo-forms.ts';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { emulated, faults } from '../emulator/emulated.ts';
import { scriptedServer } from '../ocr/azure/support/scripted-server.ts';
import { ENTRY, replayOf, SECRETS, vaultOf } from './canary-cluster.ts';
import { clusterOf, folderWithImages, KEY, NOTE, runAndSearch } from './canary-run.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('no secret shows in what ends a job:', () => {
  it('a key that the service rejects', async () => {
    const emulator = await vaultOf({ secrets: { ...SECRETS, 'ocr-read': KEY } });
    emulator.rotateKey('another');
    const folder = await folderWithImages(3);
    const entry = [...ENTRY, '--read_endpoint', emulator.url];
    const { code, err } = await runAndSearch(folder, replayOf(entry), await clusterOf(emulator, folder));
    expect({ code, err }).toEqual({ code: 42, err: expect.stringContaining('Access denied') as unknown });
  });

  it('a certificate that is not trusted', async () => {
    const [vault, services] = await Promise.all([vaultOf(), emulated({ tls: true, key: KEY })]);
    const folder = await folderWithImages(3);
    const entry = ['--kv_readapi', 'ocr-read', '--read_endpoint', services.url, '--key_vault', 'emulator'];
    const { code, err } = await runAndSearch(folder, replayOf(entry), await clusterOf(vault, folder));
    expect({ code, err }).toEqual({ code: 42, err: expect.stringContaining('is not trusted') as unknown });
  });

  it.each([
    { said: 'once before the replay', options: [], code: 2 },
    { said: 'by every init()', options: ['--faithful_init'], code: 42 },
  ])('secrets that are cut off, have a plain address, or lack fields, $said', async ({ options, code }) => {
    const plates = `{"endpoint":"http://a.example/{key}","key":"{key}","note":"${NOTE}"}`;
    const emulator = await vaultOf({ secrets: { 'ocr-read': `{"endpoint":"{url}","key":"{key}`, plates } });
    const folder = await folderWithImages(1);
    const argv = replayOf(ENTRY, { options });
    const run = await runAndSearch(folder, argv, await clusterOf(emulator, folder));
    expect(run.code).toBe(code);
    const said = run.out + run.err;
    expect(said).toContain("Secret 'ocr-read' begins like JSON but is not valid JSON");
    expect(said).toContain("Field 'endpoint' of secret 'plates' is plain http");
    expect(said).toContain("Secret 'plates' has no field 'project_id'");
  });

  it('a service that says everything it was told, in every error', async () => {
    const statuses = [400, 401, 403, 404, 429, 500];
    const echo = await scriptedServer(({ headers, url }, index) => ({
      status: statuses[index % statuses.length] ?? 400,
      headers: { 'retry-after': '0' },
      body: { error: { code: 'Echo', message: JSON.stringify({ headers, url }) } },
    }));
    onTestFinished(() => echo.close());
    const emulator = await vaultOf();
    const folder = await folderWithImages(6);
    const entry = ['--kv_readapi', 'ocr-read', '--read_endpoint', echo.url, '--key_vault', 'emulator'];
    const options = ['--mini_batch_size', '2', '--run_max_try', '2'];
    const run = await runAndSearch(folder, replayOf(entry, { options }), await clusterOf(emulator, folder));
    expect(echo.received.some(({ headers }) => headers['ocp-apim-subscription-key'] === KEY)).toBe(true);
    expect(run.err).toContain('[secret]');
    expect(echo.received.length).toBeGreaterThan(statuses.length);
  });
});

it.each([
  ['identity.token', 400, 'identity'],
  ['key-vault.secret', 403, 'role'],
])('%s that repeats the token or secret of its request', async (on, status, fix) => {
  const forms = Object.keys(ECHO_FORMS);
  const rules = forms.map((as, index) => ({ on, nth: index + 1, fault: 'echo', status, as }));
  const emulator = await vaultOf({ faults: faults(...rules, { on, fault: 'echo', status }) });
  const folder = await folderWithImages(0);
  const run = await runAndSearch(folder, ['check', ...ENTRY], await clusterOf(emulator, folder));
  expect(emulator.stats().operations[on]?.faults).toBeGreaterThan(0);
  expect({ code: run.code, out: run.out }).toEqual({
    code: 3,
    out: expect.stringContaining(fix) as unknown,
  });
});
