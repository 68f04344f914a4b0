import { expect, it } from 'vitest';
import { cloudFrom } from '../../src/azure/cloud.ts';
import { neverAborted } from '../../src/flow/abort.ts';
import { openSecretSource } from '../../src/secrets/open-source.ts';

const open = (origin: 'env' | 'vault', keyVault: string | null) =>
  openSecretSource(origin, keyVault, {}, () => cloudFrom({}), neverAborted);

it('takes secrets from the environment without a look at the cloud', async () => {
  const noCloud = () => expect.unreachable();
  const source = await openSecretSource('env', null, {}, noCloud, neverAborted);
  expect(source.description).toBe('environment variables');
});

it('takes them from the vault that is named', async () => {
  const { description } = await open('vault', 'kv-ocr');
  expect(description).toBe('Key Vault https://kv-ocr.vault.azure.net');
});

it('looks up the vault of the workspace where none is named, which needs a workspace', async () => {
  await expect(open('vault', null)).rejects.toMatchObject({
    code: 'vault_address',
    message: expect.stringContaining('No Key Vault is named: give --key_vault NAME') as unknown,
  });
});
