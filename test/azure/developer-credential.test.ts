import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Cloud, cloudFrom } from '../../src/azure/cloud.ts';
import { openSecretSource } from '../../src/secrets/open-source.ts';
import { type Entra, startEntra } from '../support/azure/entra.ts';
import { type FaultVault, startFaultVault } from '../support/azure/fault-vault.ts';

const { signal } = new AbortController();
const cloudOf = (): Cloud => cloudFrom(entra.environment);

let [entra, vault] = [] as unknown as [Entra, FaultVault];
beforeEach(async () => {
  [entra, vault] = await Promise.all([startEntra(), startFaultVault()]);
  for (const [name, value] of Object.entries(entra.environment)) vi.stubEnv(name, value);
  vault.secrets.set('ocr-read', { value: 'k3y' });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([entra.close(), vault.close()]);
});

it("the usual chain signs in, and the vault gets the directory's own token", async () => {
  const source = await openSecretSource('vault', vault.url, entra.environment, cloudOf, signal);
  expect((await source.get('ocr-read', signal)).reveal()).toBe('k3y');
  const token = vault.asked[0]?.authorization.replace(/^Bearer /, '') ?? '';
  expect(await entra.claims(token)).toMatchObject({
    iss: entra.url,
    scope: 'https://vault.azure.net/.default',
  });
});

it('a sign-in that is rejected shows what to do and the code, not the secret', async () => {
  entra.reject('AADSTS7000215');
  const source = await openSecretSource('vault', vault.url, entra.environment, cloudOf, signal);
  const error = await source.get('ocr-read', signal).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: 'secret_identity',
    message: expect.stringMatching(/\(AADSTS7000215\).*az login.*--secrets env/) as unknown,
  });
  expect(inspect(error, { showHidden: true, depth: Infinity })).not.toContain('client-secret');
});

it('no credential at all says the same', async () => {
  for (const name of ['AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET']) vi.stubEnv(name, '');
  const source = await openSecretSource('vault', vault.url, entra.environment, cloudOf, signal);
  await expect(source.get('ocr-read', signal)).rejects.toMatchObject({
    code: 'secret_identity',
    message: expect.stringMatching(/^No Azure credential works here: /) as unknown,
  });
});
