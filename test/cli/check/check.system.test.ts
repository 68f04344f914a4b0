import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MSI_PATH, MSI_SECRET } from '../../../src/emulator/services/managed-identity.ts';
import type { Emulator } from '../../../src/emulator/server/start-emulator.ts';
import { emulated } from '../../emulator/emulated.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startCli } from '../run-cli.ts';

const KEY = 'c4nary-k3y';
const SECRETS = { 'ocr-read': '{"endpoint": "{url}", "key": "{key}"}' };
const ARGUMENTS = ['--kv_readapi', 'ocr-read', '--key_vault', 'emulator'];

/** The environment of a cluster whose services are the emulator's. */
async function clusterOf(emulator: Emulator, folder: string): Promise<NodeJS.ProcessEnv> {
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, emulator.ca ?? '');
  return {
    NODE_EXTRA_CA_CERTS: ca,
    MSI_ENDPOINT: `${emulator.url}${MSI_PATH}`,
    MSI_SECRET,
    PARALLEL_RUN_OCR_VAULT_URL: emulator.url,
  };
}

async function check(argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return startCli(['check', ...argv], await temporaryFolder(), env).done;
}

it('prints a table over TLS, ends with 0, and shows no secret', async () => {
  const emulator = await emulated({ tls: true, key: KEY, secrets: SECRETS });
  const { code, out, err } = await check(ARGUMENTS, await clusterOf(emulator, await temporaryFolder()));
  const table = out.replaceAll(/ +\d+\.\d\d s(?= )/g, '').replaceAll(emulator.url, 'URL');
  expect(table.split('\n')).toEqual([
    "ok      Identity  the compute's managed identity",
    'ok      Key Vault  URL',
    'ok      Secret ocr-read  key for URL',
    'ok      Read API  read "AB12CDE" from the test image with instant',
    '',
    'Everything works.',
    '',
  ]);
  expect(err).toBe('Note: each service is called once, and each call is billed.\n');
  expect(code).toBe(0);
});

it('says what to fix and ends with 3', async () => {
  const emulator = await emulated({ tls: true, key: KEY, secrets: SECRETS });
  const env = await clusterOf(emulator, await temporaryFolder());
  const { code, out } = await check(['--kv_readapi', 'ocr-raed', '--key_vault', 'emulator'], env);
  expect(out).toMatch(/FAILED {2}Secret ocr-raed .*name: see below\nskipped Read API/);
  expect(out).toMatch(/To fix:\n\nSecret ocr-raed \(name\)\n {2}Secret 'ocr-raed' cannot be read/);
  expect(code).toBe(3);
});

it('a certificate that is not trusted is the network’s fault', async () => {
  const emulator = await emulated({ tls: true, key: KEY, secrets: SECRETS });
  const env = { ...(await clusterOf(emulator, await temporaryFolder())), NODE_EXTRA_CA_CERTS: '' };
  const { code, out } = await check(ARGUMENTS, env);
  expect(out).toMatch(/FAILED {2}Identity/);
  expect(out).toContain('NODE_EXTRA_CA_CERTS');
  expect(code).toBe(3);
});

it('the offline engine reads the test image; a misspelt argument is named', async () => {
  const { code, out, err } = await check(['--engine', 'offline', '--langage', 'de']);
  expect(out).toMatch(/^ok +Offline engine .*read "TEST 42" from the test image with PP-OCRv[46]/);
  expect(err).toBe('Warning: unknown arguments were ignored: --langage (did you mean --language?)\n');
  expect(code).toBe(0);
});
