import { describe, expect, it } from 'vitest';
import { cloudFrom } from '../../../src/azure/cloud.ts';
import { readWorkspace } from '../../../src/azure/read-workspace.ts';
import { createRestClient } from '../../../src/azure/rest/rest-client.ts';
import { cacheTokens } from '../../../src/azure/tokens/token-cache.ts';
import { tokenGuard } from '../../../src/azure/tokens/token-hosts.ts';
import { systemClock } from '../../../src/flow/clock.ts';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { noProxies } from '../../../src/network/proxies.ts';
import { retryingFlow } from '../../../src/flow/retrying-flow.ts';
import { keyVaultSource } from '../../../src/secrets/key-vault-source.ts';
import {
  AZURE_ENGINES,
  emulatedAzure,
  engineFor,
  plainImage,
  textsOf,
} from '../../ocr/azure/support/azure-engines.ts';
import { tokenCredential } from '../../support/azure/token-credential.ts';
import { emulated, faults } from '../emulated.ts';

const scope = neverEnding();
const { signal } = new AbortController();
const on = 'key-vault.secret';

describe('the secret of a vault', () => {
  const read = async (...rules: readonly object[]): Promise<string> => {
    const emulator = await emulated({ secrets: { r: 'k3y' }, faults: faults(...rules) });
    const source = await keyVaultSource(
      emulator.url,
      tokenCredential(),
      retryingFlow({ random: () => 0 }),
      noProxies,
    );
    return (await source.get('r', signal)).reveal();
  };

  it.each([
    ['disabled', 'secret_disabled', /is disabled in .* Enable its newest version/],
    ['expired', 'secret_expired', /expired on \d{4}-.*: store the current key/],
    ['not_yet_valid', 'secret_expired', /is not valid before \d{4}-.*: move its activation date/],
    ['no_role', 'secret_role', /lacks the role Key Vault Secrets User/],
    ['no_policy', 'secret_role', /lacks the secret permission Get/],
    ['firewall', 'secret_network', /the firewall of .* does not let this network in/],
  ])('in the state %s is named so', async (state, code, message) => {
    await expect(read({ on, fault: 'secret', state })).rejects.toMatchObject({
      code,
      fault: 'configuration',
      message: expect.stringMatching(message) as unknown,
    });
  });

  it.each([
    [{ fault: 'status', status: 403, body: 'html' }, 'HTTP 403, text/html'],
    [{ fault: 'status', status: 403, body: 'empty' }, 'HTTP 403, empty'],
    [{ fault: 'bad_body', body: 'html' }, 'HTTP 200, text/html'],
    [{ fault: 'redirect' }, 'HTTP 302 to login.example.com'],
  ])('behind %j is not reached', async (fault, received) => {
    await expect(read({ on, ...fault })).rejects.toMatchObject({
      code: 'secret_network',
      message: expect.stringContaining(`responded (${received}), not the vault`) as unknown,
    });
  });

  it('behind a proxy that compresses responses is read', async () => {
    await expect(read({ on, fault: 'encoding', encoding: 'gzip' })).resolves.toBe('k3y');
  });
});

describe('a hostile Resource Manager', () => {
  const WORKSPACE = {
    AZUREML_ARM_SUBSCRIPTION: 's',
    AZUREML_ARM_RESOURCEGROUP: 'rg',
    AZUREML_ARM_WORKSPACE_NAME: 'ws',
  };
  const open = async (keyVault: unknown) => {
    const emulator = await emulated({
      secrets: { r: 'k3y' },
      faults: faults({
        on: 'resource-manager.workspace',
        fault: 'replace',
        fields: { 'properties.keyVault': keyVault, 'properties.new.field': 1 },
      }),
    });
    const response = await fetch(
      `${emulator.url}/subscriptions/s/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ws`,
      { headers: { authorization: 'Bearer t' } },
    );
    const body: unknown = await response.json();
    const env = {
      ...WORKSPACE,
      PARALLEL_RUN_OCR_ARM_ENDPOINT: emulator.url,
      PARALLEL_RUN_OCR_VAULT_URL: emulator.url,
    };
    return { body, env, emulator };
  };

  it('sends other values in the fields that the fault names, and the others as they are', async () => {
    const { body } = await open('/x/vaults/attacker.example');
    expect(body).toMatchObject({
      name: 'ws',
      properties: { keyVault: '/x/vaults/attacker.example', new: { field: 1 } },
    });
  });

  it.each([
    '/x/vaults/attacker.example',
    '/x/vaults/a@attacker.example',
    '/x/vaults/a/../b#',
    'https://attacker.example/',
    7,
  ])('gets no token to the vault %j', async (keyVault) => {
    const { env, emulator } = await open(keyVault);
    const cloud = cloudFrom(env);
    const client = createRestClient(
      cacheTokens(() => Promise.resolve(tokenCredential()), systemClock),
      retryingFlow({ random: () => 0 }),
      tokenGuard(cloud),
      noProxies,
    );
    const workspace = { subscription: 's', resourceGroup: 'rg', name: 'ws' };
    const { vault } = await readWorkspace({ workspace, cloud, client }, signal);
    expect(vault).toBeNull();
    expect(emulator.stats().operations['key-vault.secret']).toBeUndefined();
  });
});

describe.each(AZURE_ENGINES)('$name', (subject) => {
  const result = subject.poll ?? subject.submit;
  const readWith = async (fault: object) => {
    const emulator = await emulatedAzure({ faults: faults({ on: result, ...fault }) });
    const { engine, retries } = engineFor(subject, emulator);
    const image = await plainImage('red');
    const reading = engine.read(image, scope);
    return { reading, retries, image };
  };

  it.each(['gzip', 'deflate', 'br', 'gzip_br'])('reads what was encoded with %s', async (encoding) => {
    const { reading, image } = await readWith({ fault: 'encoding', encoding });
    expect((await reading).pages[0]?.lines.map(({ text }) => text)).toEqual(await textsOf(image));
  });

  it.each([
    ['unknown', 'unreadable_encoding'],
    ['wrong', 'unreadable_encoding'],
  ])('ends at once for an encoding that is %s', async (encoding, code) => {
    const { reading, retries } = await readWith({ fault: 'encoding', encoding });
    await expect(reading).rejects.toMatchObject({ code });
    expect(retries).toEqual([]);
  });

  it('finds no text in an empty result, and fails the item without one', async () => {
    const { reading } = await readWith({ fault: 'empty_result', result: 'empty' });
    expect((await reading).pages.flatMap(({ lines }) => lines)).toEqual([]);
    const missing = await readWith({ fault: 'empty_result', result: 'missing' });
    await expect(missing.reading).rejects.toMatchObject({ fault: 'item', code: 'no_result' });
    expect(missing.retries).toEqual([]);
  });
});
