import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cognitiveAudience, mlAudience, STORAGE_AUDIENCE } from '../../../src/azure/audiences.ts';
import { type Cloud, cloudFrom, storageAddress } from '../../../src/azure/cloud.ts';
import { isTokenHost, tokenGuard } from '../../../src/azure/tokens/token-hosts.ts';
import { vaultAddress } from '../../../src/secrets/vault-address.ts';

const PUBLIC = cloudFrom({});
const US = cloudFrom({ AZUREML_CURRENT_CLOUD: 'AzureUSGovernment' });
const CUSTOM = cloudFrom({
  AZURE_AUTHORITY_HOST: 'https://login.example.gov',
  PARALLEL_RUN_OCR_ARM_ENDPOINT: 'https://management.example.gov',
  PARALLEL_RUN_OCR_AML_API: 'https://{region}.api.ml.example.gov',
});

/** Each audience with an address that it is for. */
const OWN: readonly (readonly [Cloud, string, string])[] = [
  [PUBLIC, PUBLIC.armEndpoint, 'https://management.azure.com/subscriptions/x'],
  [PUBLIC, PUBLIC.armEndpoint, 'https://westeurope.api.azureml.ms/pipelines/v1.0'],
  [PUBLIC, mlAudience(PUBLIC), 'https://westeurope.api.azureml.ms/history'],
  [PUBLIC, mlAudience(PUBLIC), 'https://ocr.westeurope.inference.ml.azure.com/jobs'],
  [PUBLIC, STORAGE_AUDIENCE, 'https://images.blob.core.windows.net/c?restype=container'],
  [PUBLIC, 'https://vault.azure.net', 'https://kv-ocr.vault.azure.net/secrets/a'],
  [US, US.armEndpoint, 'https://management.usgovcloudapi.net/subscriptions/x'],
  [US, STORAGE_AUDIENCE, 'https://images.blob.core.usgovcloudapi.net/c'],
  [US, mlAudience(US), 'https://ocr.usgovvirginia.inference.ml.azure.us/jobs'],
  [CUSTOM, CUSTOM.armEndpoint, 'https://management.example.gov/subscriptions/x'],
  [CUSTOM, STORAGE_AUDIENCE, 'https://images.blob.core.example.gov/c'],
  [CUSTOM, mlAudience(CUSTOM), 'https://eastus.api.ml.example.gov/history'],
];

describe('a token', () => {
  it.each(OWN)('%# is sent to its own hosts', (cloud, audience, url) => {
    expect(isTokenHost(cloud, audience, url)).toBe(true);
  });

  it.each(OWN)('%# is sent to no host that only resembles its own', (cloud, audience, url) => {
    const { hostname, pathname } = new URL(url);
    const others = [
      `https://${hostname}.evil.example${pathname}`,
      `https://evil.example/${hostname}${pathname}`,
      `https://evil.example?${hostname}`,
      `https://evil.example#${hostname}`,
      `https://${hostname}@evil.example${pathname}`,
      `https://user:pass@${hostname}${pathname}`,
      `https://:pass@${hostname}${pathname}`,
      `https://${hostname}:8443${pathname}`,
      `https://${hostname}.${pathname}`,
      `https://evil${hostname.replace(/^[^.]+/, '')}evil.example`,
      `http://${hostname}${pathname}`,
      `https://${hostname.replaceAll('.', '。')}.example`,
      `https://127.0.0.1${pathname}`,
      `http://169.254.169.254/${hostname}`,
      hostname,
      '',
    ];
    expect(others.filter((other) => isTokenHost(cloud, audience, other))).toEqual([]);
  });

  it.each(OWN)('%# is not sent to the hosts of other audiences and clouds', (cloud, audience, url) => {
    const foreign = OWN.filter(([other]) => other !== cloud).map(([, , address]) => address);
    expect(foreign.filter((address) => isTokenHost(cloud, audience, address))).toEqual([]);
    const wrong = ['https://vault.azure.net', 'https://graph.microsoft.com', STORAGE_AUDIENCE];
    const sentTo = wrong.filter((other) => other !== audience && isTokenHost(cloud, other, url));
    expect(sentTo).toEqual([]);
  });

  it('is sent to a host of random labels only if Azure owns its domain', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);
    const suffixes = [
      'blob.core.windows.net',
      'core.windows.net',
      'windows.net',
      'blob.core.windows.net.example',
      'example',
    ];
    fc.assert(
      fc.property(
        fc.array(label, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...suffixes),
        (labels, suffix) => {
          const url = `https://${labels.join('.')}.${suffix}/c`;
          const [account = ''] = labels;
          const own =
            suffix === 'blob.core.windows.net' && labels.length === 1 && /^[a-z0-9]{3,24}$/.test(account);
          expect(isTokenHost(PUBLIC, STORAGE_AUDIENCE, url)).toBe(own);
        },
      ),
    );
  });

  it('goes to an emulator on this machine that the environment names', () => {
    const emulator = cloudFrom({
      PARALLEL_RUN_OCR_ARM_ENDPOINT: 'http://127.0.0.1:5005',
      PARALLEL_RUN_OCR_STORAGE_URL: 'http://127.0.0.1:5005/{account}.blob.{endpoint}',
    });
    expect(isTokenHost(emulator, 'http://127.0.0.1:5005', 'http://127.0.0.1:5005/subscriptions')).toBe(true);
    const blobs = 'http://127.0.0.1:5005/images.blob.core.windows.net/c';
    expect(isTokenHost(emulator, STORAGE_AUDIENCE, blobs)).toBe(true);
    expect(
      isTokenHost(emulator, STORAGE_AUDIENCE, 'http://127.0.0.1:5006/images.blob.core.windows.net'),
    ).toBe(false);
    expect(isTokenHost(emulator, STORAGE_AUDIENCE, 'http://127.0.0.1:5005/images.blob.evil.example')).toBe(
      false,
    );
  });

  it('is rejected with the host and the audience', () => {
    expect(() => tokenGuard(PUBLIC)(STORAGE_AUDIENCE, 'https://attacker.example/c')).toThrow(
      'No token for https://storage.azure.com is sent to attacker.example, which is not a host of AzureCloud.',
    );
  });
});

describe('a name that becomes part of a host', () => {
  it.each([
    'attacker.example',
    'core.windows.net.evil.example',
    'core.windows.net/',
    'core.windows.net@evil',
    'CORE.windows.net',
  ])('is not the endpoint %s of a datastore', (endpoint) => {
    expect(() => storageAddress(PUBLIC, 'images', endpoint)).toThrow('is not of the cloud in use');
  });

  it.each(['', 'ab', 'a.b', 'evil.example/', 'images@evil', 'Images', 'images#', 'x'.repeat(25)])(
    'is not the account %j',
    (account) => {
      expect(() => storageAddress(PUBLIC, account, 'core.windows.net')).toThrow('is not a name of Azure');
    },
  );
});

describe('a token for an endpoint that an argument names', () => {
  it.each(['https://api.example.com/gw/ocr', 'https://n.cognitiveservices.azure.com.evil.example'])(
    'does not go to %s',
    (endpoint) => {
      expect(() => cognitiveAudience(PUBLIC, endpoint)).toThrow('or use --service_auth key with a gateway');
    },
  );

  it.each([
    'https://kv.evil.example',
    'https://kv.vault.azure.net.evil.example',
    'https://kv.vault.azure.cn',
  ])('does not go to the vault %s', (vault) => {
    expect(() => vaultAddress(vault, PUBLIC)).toThrow('give a vault of the cloud in use');
  });
});
