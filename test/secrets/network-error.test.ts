import { generate } from 'selfsigned';
import { expect, it } from 'vitest';
import { cloudFrom } from '../../src/azure/cloud.ts';
import { retryingFlow } from '../../src/flow/retrying-flow.ts';
import { keyVaultSource } from '../../src/secrets/key-vault-source.ts';
import { findWorkspaceVault } from '../../src/secrets/workspace-vault.ts';
import { tokenCredential } from '../support/azure/token-credential.ts';
import { serveTls } from '../support/azure/local-server.ts';
import { noProxies } from '../../src/network/proxies.ts';

const { signal } = new AbortController();
const flow = retryingFlow({ random: () => 0 });
const WORKSPACE = { subscription: 's', resourceGroup: 'rg', name: 'ws' };

const askVault = async (url: string): Promise<unknown> =>
  (await keyVaultSource(url, tokenCredential(), flow, noProxies)).get('ocr-read', signal);
const askArm = (url: string): Promise<unknown> =>
  findWorkspaceVault(
    WORKSPACE,
    cloudFrom({ PARALLEL_RUN_OCR_ARM_ENDPOINT: url }),
    tokenCredential(),
    flow,
    noProxies,
    signal,
  );

it.each([
  ['vault', askVault],
  ['ARM', askArm],
])('%s: a certificate that nobody vouches for', async (_, ask) => {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  });
  const untrusted = await serveTls((_request, response) => response.end(), { cert, key });
  await expect(ask(untrusted.url)).rejects.toMatchObject({
    code: 'secret_network',
    message: expect.stringMatching(
      /not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\).*NODE_EXTRA_CA_CERTS/,
    ) as unknown,
  });
  await untrusted.close();
});

it.each([
  ['vault', askVault],
  ['ARM', askArm],
])('%s: a name that DNS does not know', async (_, ask) => {
  await expect(ask('https://no-such-vault.invalid')).rejects.toMatchObject({
    code: 'secret_network',
    message: expect.stringContaining('ENOTFOUND') as unknown,
  });
});
