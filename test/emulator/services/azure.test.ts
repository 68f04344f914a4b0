import { describe, expect, it } from 'vitest';
import { emulated } from '../emulated.ts';

const bearer = { authorization: 'Bearer token' };

describe('the minimal key vault', () => {
  const secrets = { readapisecret: '{"endpoint":"{url}","key":"{key}"}' };

  it('challenges a request without a token', async () => {
    const { url } = await emulated({ secrets });
    const response = await fetch(`${url}/secrets/readapisecret/?api%2Dversion=2025-07-01`);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(
      /^Bearer authorization="https:\/\/[^"]+", resource="https:\/\/vault\.azure\.net"$/,
    );
  });

  it('returns the current value, each value a version', async () => {
    const emulator = await emulated({ secrets });
    const get = async (path: string) => {
      const response = await fetch(`${emulator.url}/secrets/${path}`, { headers: bearer });
      return (await response.json()) as { value: string; id: string };
    };
    const first = await get('readapisecret/');
    expect(JSON.parse(first.value)).toEqual({ endpoint: emulator.url, key: 'emulator-key-1' });
    expect(await get(`readapisecret/${first.id.split('/').at(-1)}`)).toEqual(first);
    emulator.rotateKey();
    const second = await get('readapisecret');
    expect(JSON.parse(second.value)).toMatchObject({ key: 'emulator-key-2' });
    expect(second.id).not.toBe(first.id);
  });

  it('an unknown secret is not found', async () => {
    const { url } = await emulated({ secrets });
    for (const path of ['other', 'constructor', `readapisecret/${'0'.repeat(32)}`]) {
      const response = await fetch(`${url}/secrets/${path}`, { headers: bearer });
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ error: { code: 'SecretNotFound' } });
    }
  });
});

describe('the managed identity endpoint', () => {
  const query = '?api-version=2017-09-01&resource=https://vault.azure.net&clientid=abc';

  it('gives a token to who has the secret', async () => {
    const { url } = await emulated();
    const response = await fetch(`${url}/msi/token${query}`, { headers: { secret: 'emulator-msi-secret' } });
    expect(await response.json()).toEqual({
      access_token: expect.any(String),
      expires_on: expect.stringMatching(/^\d+$/),
      resource: 'https://vault.azure.net',
      token_type: 'Bearer',
      client_id: 'abc',
    });
  });

  it('rejects a wrong secret and a missing resource', async () => {
    const { url } = await emulated();
    expect((await fetch(`${url}/msi/token${query}`, { headers: { secret: 'x' } })).status).toBe(401);
    expect((await fetch(`${url}/msi/token?api-version=2017-09-01`)).status).toBe(400);
  });
});

describe('the workspace', () => {
  const path =
    '/subscriptions/s/resourceGroups/g/providers/Microsoft.MachineLearningServices/workspaces/w?api-version=2024-04-01';

  it('names its key vault', async () => {
    const { url } = await emulated();
    expect(await (await fetch(`${url}${path}`, { headers: bearer })).json()).toMatchObject({
      name: 'w',
      properties: {
        keyVault: '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/emulator',
      },
    });
    expect((await fetch(`${url}${path}`)).status).toBe(401);
  });
});
