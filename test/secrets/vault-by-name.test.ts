import type { TokenCredential } from '@azure/core-auth';
import type { RequestListener } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmulatedProxy } from '../../src/emulator/proxy/start-proxy.ts';
import { neverAborted } from '../../src/flow/abort.ts';
import { retryingFlow } from '../../src/flow/retrying-flow.ts';
import { proxiesFrom } from '../../src/network/proxies.ts';
import { keyVaultSource } from '../../src/secrets/key-vault-source.ts';
import { serveTls } from '../support/azure/local-server.ts';

const VAULT = 'kv-ocr.vault.azure.net';

/** A vault with its own name, to which only a proxy leads. */
async function vaultThat(handle: RequestListener) {
  const seen: (string | undefined)[] = [];
  const server = await serveTls((request, response) => {
    seen.push(request.headers.authorization);
    handle(request, response);
  });
  const proxy = await startEmulatedProxy({
    credentials: 'me:p@ss',
    leadsTo: () => Number(new URL(server.url).port),
  });
  onTestFinished(async () => {
    await proxy.close();
    await server.close();
  });
  const scopes: string[] = [];
  const credential: TokenCredential = {
    getToken: (scope) => {
      scopes.push(...[scope].flat());
      return Promise.resolve({ token: 'a-token', expiresOnTimestamp: Date.now() + 3_600_000 });
    },
  };
  const proxies = proxiesFrom({ HTTPS_PROXY: proxy.url.replace('//', '//me:p%40ss@') });
  const source = await keyVaultSource(`https://${VAULT}`, credential, retryingFlow(), proxies);
  const get = async (): Promise<string> => (await source.get('ocr-read', neverAborted)).reveal();
  return { get, seen, scopes, proxy };
}

const challenge = (resource: string): Record<string, string> => ({
  'content-type': 'application/json',
  'www-authenticate': `Bearer authorization="https://login.microsoftonline.com/00000000-0000-0000-0000-000000000001", resource="${resource}"`,
});
const REJECTED = JSON.stringify({ error: { code: 'Unauthorized', message: 'No.' } });
const FOUND = JSON.stringify({ value: 'k3y', id: `https://${VAULT}/secrets/ocr-read/1`, attributes: {} });

describe('a vault off this machine', () => {
  it('gets a token for the vaults of its cloud', async () => {
    const { get, seen, scopes } = await vaultThat(({ headers }, response) => {
      if (headers.authorization === undefined)
        response.writeHead(401, challenge('https://vault.azure.net')).end(REJECTED);
      else response.writeHead(200, { 'content-type': 'application/json' }).end(FOUND);
    });
    expect(await get()).toBe('k3y');
    expect(scopes).toEqual(['https://vault.azure.net/.default']);
    expect(seen).toEqual([undefined, 'Bearer a-token']);
  });

  it('gets no token for a resource of somebody else', async () => {
    const { get, seen, scopes } = await vaultThat((_, response) => {
      response.writeHead(401, challenge('https://management.azure.com')).end(REJECTED);
    });
    await expect(get()).rejects.toMatchObject({
      code: 'vault_address',
      message: `Key Vault https://${VAULT} asks for a token that is not for the vaults of its domain, so that none is sent. Check that --key_vault names a Key Vault, and that no proxy responds in its place.`,
    });
    expect(scopes).toEqual([]);
    expect(seen).toEqual([undefined]);
  });

  it('does not lead anybody to another host', async () => {
    const { get, proxy } = await vaultThat((_, response) => {
      response.writeHead(302, { location: 'https://other.vault.azure.net/secrets/ocr-read/' }).end();
    });
    await expect(get()).rejects.toMatchObject({ code: 'secret_network' });
    expect(proxy.requests).toEqual([`CONNECT ${VAULT}:443`]);
  });
});
