import { afterAll, afterEach, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { type Cloud, cloudFrom } from '../../src/azure/cloud.ts';
import { createCredential } from '../../src/azure/credential.ts';
import { startEmulatedProxy } from '../../src/emulator/proxy/start-proxy.ts';
import { openSecretSource } from '../../src/secrets/open-source.ts';
import { type ArmEndpoint, startArmEndpoint, WORKSPACE_VARIABLES } from '../support/azure/arm-endpoint.ts';
import { type FaultVault, startFaultVault } from '../support/azure/fault-vault.ts';
import { type MsiEndpoint, startMsiEndpoint } from '../support/azure/msi-endpoint.ts';

const { signal } = new AbortController();

// One of each for the whole file: the library keeps the endpoint it has found, and every token until it ends.
let [msi, vault, arm] = [] as unknown as [MsiEndpoint, FaultVault, ArmEndpoint];
beforeAll(async () => {
  [msi, vault, arm] = await Promise.all([startMsiEndpoint(), startFaultVault(), startArmEndpoint('kv-ocr')]);
  for (const [name, value] of Object.entries(msi.environment)) vi.stubEnv(name, value);
  vault.secrets.set('ocr-read', { value: 'k3y' });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([msi.close(), vault.close(), arm.close()]);
});
afterEach(() => {
  for (const { asked } of [msi, vault, arm]) asked.splice(0);
  msi.rejections.length = 0;
});

const compute = (clientId: string): Record<string, string> => ({
  ...msi.environment,
  DEFAULT_IDENTITY_CLIENT_ID: clientId,
  PARALLEL_RUN_OCR_ARM_ENDPOINT: arm.url,
  PARALLEL_RUN_OCR_VAULT_URL: vault.url,
});

const cloudOf = (): Cloud => cloudFrom(compute('id'));

it("on AML compute its managed identity reads the workspace's own vault", async () => {
  const env = { ...compute('id-lookup'), ...WORKSPACE_VARIABLES };
  const source = await openSecretSource('vault', null, env, cloudOf, signal);
  expect((await source.get('ocr-read', signal)).reveal()).toBe('k3y');
  expect(msi.asked).toEqual([
    { resource: arm.url, clientId: 'id-lookup' },
    { resource: 'https://vault.azure.net', clientId: 'id-lookup' },
  ]);
  expect(arm.asked).toMatchObject([{ authorization: 'Bearer token-of-the-compute' }]);
  expect(vault.asked).toMatchObject([{ authorization: 'Bearer token-of-the-compute' }]);
});

it('the credential serves other scopes too', async () => {
  const credential = await createCredential(compute('id-scopes'), cloudOf());
  const token = await credential.getToken('https://cognitiveservices.azure.com/.default');
  expect(token?.token).toBe('token-of-the-compute');
  expect(msi.asked).toEqual([{ resource: 'https://cognitiveservices.azure.com', clientId: 'id-scopes' }]);
});

it('a compute without an identity says which step is missing', async () => {
  msi.rejections.push(400, 400, 400);
  const source = await openSecretSource('vault', vault.url, compute('id-none'), cloudOf, signal);
  await expect(source.get('ocr-read', signal)).rejects.toMatchObject({
    code: 'secret_identity',
    message: expect.stringContaining('DEFAULT_IDENTITY_CLIENT_ID') as unknown,
  });
});

it('an identity endpoint that stumbles is called again', async () => {
  msi.rejections.push(500, 500, 500);
  const source = await openSecretSource('vault', vault.url, compute('id-stumbling'), cloudOf, signal);
  expect((await source.get('ocr-read', signal)).reveal()).toBe('k3y');
  expect(msi.asked.length).toBeGreaterThan(2);
});

it('--secrets env needs neither vault nor identity', async () => {
  const source = await openSecretSource(
    'env',
    null,
    { PARALLEL_RUN_OCR_SECRET_OCR_READ: 'k3y' },
    cloudOf,
    signal,
  );
  expect((await source.get('ocr-read', signal)).reveal()).toBe('k3y');
  expect(msi.asked).toEqual([]);
});

it('the identity endpoint of a compute is reached directly, whatever the variables of proxies say', async () => {
  const proxy = await startEmulatedProxy();
  onTestFinished(() => proxy.close());
  const variables = { HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url, ALL_PROXY: proxy.url };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  onTestFinished(() => Object.keys(variables).forEach((name) => vi.stubEnv(name, undefined)));
  const credential = await createCredential({ ...compute('id-proxy'), ...variables }, cloudOf());
  const token = await credential.getToken('https://cognitiveservices.azure.com/.default');
  expect(token?.token).toBe('token-of-the-compute');
  expect(msi.asked).toHaveLength(1);
  expect(proxy.requests).toEqual([]);
});
