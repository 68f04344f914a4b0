import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { runCheck } from '../../src/checks/run-check.ts';
import type { StepResult } from '../../src/checks/step-runner.ts';
import { parseArguments } from '../../src/config/parse-arguments.ts';
import { emulated, faults } from '../emulator/emulated.ts';
import { quickClock } from '../ocr/azure/support/quick-clock.ts';
import { startArmEndpoint, WORKSPACE_VARIABLES } from '../support/azure/arm-endpoint.ts';
import {
  empty,
  type FaultVault,
  html,
  reject,
  reset,
  startFaultVault,
} from '../support/azure/fault-vault.ts';
import { type MsiEndpoint, startMsiEndpoint } from '../support/azure/msi-endpoint.ts';

const KEY = 'c4nary-k3y';
const PROJECT = '3b1e0e6a-5a5b-4a51-9d3e-0c1f2a3b4c5d';
/** A poll interval lasts 100 ms. */
const CLOCK = quickClock(10);
const BOTH = ['--kv_readapi', 'ocr-read', '--kv_customimage', 'plates'];

// One of each for the whole file: the identity library keeps the endpoint it has found, and every token.
let [msi, vault] = [] as unknown as [MsiEndpoint, FaultVault];
beforeAll(async () => {
  [msi, vault] = await Promise.all([startMsiEndpoint(), startFaultVault()]);
  for (const [name, value] of Object.entries(msi.environment)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([msi.close(), vault.close()]);
});

/** Stores both secrets for services at `endpoint`, and runs the check as on a cluster. */
async function check(
  endpoint: string,
  argv: readonly string[] = [...BOTH, '--key_vault', vault.url],
  env: Record<string, string> = {},
): Promise<StepResult[]> {
  vault.secrets.set('ocr-read', { value: JSON.stringify({ endpoint, key: KEY }) });
  const detector = { endpoint, key: KEY, project_id: PROJECT, published_name: 'plates-3' };
  vault.secrets.set('plates', { value: JSON.stringify(detector) });
  const results: StepResult[] = [];
  await runCheck(parseArguments(argv, {}), {
    env: { ...msi.environment, ...env },
    clock: CLOCK,
    signal: new AbortController().signal,
    now: () => performance.now(),
    onResult: (result) => results.push(result),
  });
  return results;
}

const statuses = (results: readonly StepResult[]): Record<string, string> =>
  Object.fromEntries(results.map(({ step, status, fix }) => [step, fix ?? status]));
const detailOf = (results: readonly StepResult[], step: string): string | undefined =>
  results.find((result) => result.step === step)?.detail;

it('everything works: each service is called once', async () => {
  const emulator = await emulated({ key: KEY });
  const results = await check(emulator.url);
  expect(statuses(results)).toEqual({
    Identity: 'ok',
    'Key Vault': 'ok',
    'Secret ocr-read': 'ok',
    'Secret plates': 'ok',
    'Read API': 'ok',
    'Custom Vision': 'ok',
  });
  expect(detailOf(results, 'Read API')).toBe('read "AB12CDE" from the test image with instant');
  expect(results.every(({ durationMs }) => durationMs !== null && durationMs >= 0)).toBe(true);
  expect(emulator.stats().operations).toMatchObject({
    'read.submit': { requests: 1, billed_pages: 1 },
    'custom-vision.detect-nostore': { requests: 1, billed_pages: 1 },
  });
  expect(JSON.stringify(results)).not.toContain(KEY);
});

it("the workspace's own vault is looked up", async () => {
  const [emulator, arm] = await Promise.all([emulated({ key: KEY }), startArmEndpoint('kv-ocr')]);
  const env = {
    ...WORKSPACE_VARIABLES,
    PARALLEL_RUN_OCR_ARM_ENDPOINT: arm.url,
    PARALLEL_RUN_OCR_VAULT_URL: vault.url,
  };
  const results = await check(emulator.url, BOTH, env);
  expect(statuses(results)).toMatchObject({ Workspace: 'ok', 'Key Vault': 'ok', 'Read API': 'ok' });
  expect(detailOf(results, 'Key Vault')).toBe(`${vault.url}, the workspace's own`);
  await arm.close();
});

it('no vault is named, and this is no job', async () => {
  const results = await check('http://127.0.0.1:1', BOTH);
  expect(statuses(results)).toMatchObject({ Workspace: 'name', Identity: 'ok', 'Key Vault': 'skipped' });
  expect(detailOf(results, 'Workspace')).toContain('give --key_vault NAME');
  expect(detailOf(results, 'Read API')).toBe('not run: depends on Secret ocr-read');
});

it('the identity gets no token', async () => {
  msi.rejections.push(400, 400);
  const results = await check('http://127.0.0.1:1', undefined, { DEFAULT_IDENTITY_CLIENT_ID: 'none' });
  expect(statuses(results)).toMatchObject({ Identity: 'identity', 'Key Vault': 'skipped' });
  expect(detailOf(results, 'Identity')).toContain('assign an identity to the cluster');
  msi.rejections.length = 0;
});

describe('the vault', () => {
  it.each([
    [
      'has no role for us',
      reject(403, 'Forbidden', 'ForbiddenByRbac'),
      'role',
      /role Key Vault Secrets User/,
    ],
    ['does not let this network in', reject(403, 'Forbidden', 'ForbiddenByFirewall'), 'network', /firewall/],
    ['has no such secret', reject(404, 'SecretNotFound'), 'name', /Check the name/],
    ['has it disabled', reject(403, 'Forbidden', 'SecretDisabled'), 'secret', /Enable its newest version/],
    ['is asked too often', empty(429), 'quota', /returned HTTP 429/],
    ['is ill', html(503), 'network', /returned HTTP 503/],
    ['cuts the connection', reset, 'network', /gave no readable response/],
  ])('%s: only what needs that secret is not run', async (_, fault, fix, advice) => {
    const emulator = await emulated({ key: KEY });
    vault.faults.push(fault);
    const results = await check(emulator.url);
    expect(statuses(results)).toMatchObject({
      'Secret ocr-read': fix,
      'Secret plates': 'ok',
      'Read API': 'skipped',
      'Custom Vision': 'ok',
    });
    expect(detailOf(results, 'Secret ocr-read')).toMatch(advice);
  });

  it('cannot be reached', async () => {
    const results = await check('http://127.0.0.1:1', [...BOTH, '--key_vault', 'https://127.0.0.1:1']);
    expect(statuses(results)).toMatchObject({ 'Secret ocr-read': 'network', 'Secret plates': 'network' });
    expect(detailOf(results, 'Secret plates')).toContain('ECONNREFUSED');
  });
});

describe('the services', () => {
  it('reject the key', async () => {
    const results = await check((await emulated({ key: 'another' })).url);
    expect(statuses(results)).toMatchObject({ 'Read API': 'key', 'Custom Vision': 'key' });
    expect(detailOf(results, 'Read API')).toContain('Check that the key belongs to this endpoint');
    expect(JSON.stringify(results)).not.toContain(KEY);
  });

  it.each([
    ['the quota is used up', { fault: 'throttle', retry_after: 1 }, 'quota', /move to a higher tier/],
    ['the network is shut out', { fault: 'status', status: 403 }, 'role', /network rules of the resource/],
    ['the service is ill', { fault: 'status', status: 500, body: 'html' }, 'service', /Try again later/],
    ['the connection is cut', { fault: 'reset', when: 'after_body' }, 'network', /host and port/],
    [
      'the operation vanishes',
      { fault: 'operation', ends: 'vanished' },
      'service',
      /does not submit it again/,
    ],
  ])('%s, asked once', async (_, fault, fix, advice) => {
    const emulator = await emulated({ key: KEY, faults: faults({ on: 'read.submit', ...fault }) });
    const results = await check(emulator.url);
    expect(statuses(results)).toMatchObject({ 'Read API': fix, 'Custom Vision': 'ok' });
    expect(detailOf(results, 'Read API')).toMatch(advice);
    expect(emulator.stats().operations['read.submit']).toMatchObject({ requests: 1 });
  });

  it('are not there', async () => {
    const results = await check('http://127.0.0.1:1');
    expect(statuses(results)).toMatchObject({ 'Read API': 'network', 'Custom Vision': 'network' });
    expect(detailOf(results, 'Custom Vision')).toMatch(/ECONNREFUSED.*Check the host and port/);
  });

  it('have a name that nobody knows', async () => {
    const results = await check('https://nobody.invalid');
    expect(statuses(results)).toMatchObject({ 'Read API': 'network' });
    expect(detailOf(results, 'Read API')).toContain("check the endpoint's spelling");
  });

  it('have a certificate that is not trusted', async () => {
    const results = await check((await emulated({ key: KEY, tls: true })).url);
    expect(statuses(results)).toMatchObject({ 'Read API': 'network', 'Custom Vision': 'network' });
    expect(detailOf(results, 'Read API')).toContain('NODE_EXTRA_CA_CERTS');
  });

  it.each([
    ['project', { project: PROJECT.replace('3', '4'), name: 'plates-3' }, /--custom_vision_project/],
    ['iteration', { project: PROJECT, name: 'other' }, /--custom_vision_published_name/],
  ])('lack the %s', async (_, publishedIteration, advice) => {
    const results = await check((await emulated({ key: KEY, publishedIteration })).url);
    expect(statuses(results)).toMatchObject({ 'Read API': 'ok', 'Custom Vision': 'name' });
    expect(detailOf(results, 'Custom Vision')).toMatch(advice);
  });

  it('lack the language', async () => {
    const argv = [...BOTH, '--key_vault', vault.url, '--language', 'de_DE'];
    const results = await check((await emulated({ key: KEY })).url, argv);
    expect(statuses(results)).toMatchObject({ 'Read API': 'arguments' });
    expect(detailOf(results, 'Read API')).toContain('Check --language');
  });
});

it('without a key: a token for the services, no vault', async () => {
  const emulator = await emulated({ token: 'token-of-the-compute' });
  const argv = ['--engine', 'image-analysis', '--service_auth', 'entra', '--read_endpoint', emulator.url];
  expect(statuses(await check(emulator.url, argv))).toEqual({ Identity: 'ok', 'Image Analysis': 'ok' });
});

it('secrets from the environment need no identity', async () => {
  const emulator = await emulated({ key: KEY });
  const argv = ['--kv_readapi', 'ocr-read', '--secrets', 'env', '--read_endpoint', emulator.url];
  const env = { PARALLEL_RUN_OCR_SECRET_OCR_READ: KEY };
  expect(statuses(await check(emulator.url, argv, env))).toEqual({
    'Secret ocr-read': 'ok',
    'Read API': 'ok',
  });
});
