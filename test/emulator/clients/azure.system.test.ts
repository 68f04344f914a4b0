import { ManagedIdentityCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { expect, it, vi } from 'vitest';
import { emulated } from '../emulated.ts';
import { emulatedOverTls } from './support.ts';

const secrets = { readapisecret: '{"endpoint":"{url}","key":"{key}"}' };

it('@azure/identity and @azure/keyvault-secrets: from MSI_ENDPOINT to the value of a secret', async () => {
  const identity = await emulated();
  vi.stubEnv('MSI_ENDPOINT', `${identity.url}/msi/token`);
  vi.stubEnv('MSI_SECRET', 'emulator-msi-secret');
  const vault = await emulatedOverTls({ secrets });
  const client = new SecretClient(vault.endpoint, new ManagedIdentityCredential({ clientId: 'abc' }), {
    disableChallengeResourceVerification: true,
    tlsOptions: { ca: vault.ca },
  });
  const { value, properties } = await client.getSecret('readapisecret');
  expect(JSON.parse(value ?? '')).toEqual({ endpoint: vault.endpoint, key: 'emulator-key-1' });
  const { version = '' } = properties;
  expect(await client.getSecret('readapisecret', { version })).toMatchObject({ value });
  await expect(client.getSecret('other')).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' });
  expect(identity.stats().operations).toMatchObject({ 'identity.token': { statuses: { 200: 1 } } });
  expect(vault.stats().operations).toMatchObject({
    'key-vault.secret': { statuses: { 200: 2, 401: 1, 404: 1 } },
  });
});
