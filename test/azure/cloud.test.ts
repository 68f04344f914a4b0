import { describe, expect, it } from 'vitest';
import { cognitiveAudience, mlAudience } from '../../src/azure/audiences.ts';
import { apiAddress, cloudFrom, namedVault, storageAddress } from '../../src/azure/cloud.ts';
import { workerCloud } from '../../src/azure/worker-cloud.ts';
import { parseArguments } from '../../src/config/parse-arguments.ts';
import { scoringAddress } from '../../src/aml/invoke/scoring-address.ts';

const CLOUDS = {
  AzureCloud: {
    authority: 'https://login.microsoftonline.com',
    armEndpoint: 'https://management.azure.com',
    vault: 'https://kv-ocr.vault.azure.net',
    storage: 'https://images.blob.core.windows.net',
    cognitive: 'https://cognitiveservices.azure.com',
    ml: 'https://ml.azure.com',
    api: 'https://westeurope.api.azureml.ms',
  },
  AzureUSGovernment: {
    authority: 'https://login.microsoftonline.us',
    armEndpoint: 'https://management.usgovcloudapi.net',
    vault: 'https://kv-ocr.vault.usgovcloudapi.net',
    storage: 'https://images.blob.core.usgovcloudapi.net',
    cognitive: 'https://cognitiveservices.azure.us',
    ml: 'https://ml.azure.us',
    api: 'https://westeurope.api.ml.azure.us',
  },
  AzureChinaCloud: {
    authority: 'https://login.chinacloudapi.cn',
    armEndpoint: 'https://management.chinacloudapi.cn',
    vault: 'https://kv-ocr.vault.azure.cn',
    storage: 'https://images.blob.core.chinacloudapi.cn',
    cognitive: 'https://cognitiveservices.azure.cn',
    ml: 'https://ml.azure.cn',
    api: 'https://westeurope.api.ml.azure.cn',
  },
};
type Name = keyof typeof CLOUDS;

/** The settings that each name one cloud, as people and AML have them. */
const SETTINGS: readonly (readonly [Name, Record<string, string>])[] = [
  ['AzureCloud', {}],
  ['AzureCloud', { AZUREML_CURRENT_CLOUD: 'AzureCloud' }],
  ['AzureCloud', { AZUREML_SERVICE_ENDPOINT: 'https://westeurope.api.azureml.ms' }],
  ['AzureCloud', { AZUREML_SERVICE_ENDPOINT: 'https://eastus.experiments.azureml.net' }],
  ['AzureCloud', { AZURE_AUTHORITY_HOST: 'https://login.windows.net/' }],
  ['AzureUSGovernment', { AZUREML_CURRENT_CLOUD: 'AzureUSGovernment' }],
  ['AzureUSGovernment', { AZUREML_CURRENT_CLOUD: ' azureusgovernmentcloud ' }],
  ['AzureUSGovernment', { AZUREML_SERVICE_ENDPOINT: 'https://usgovvirginia.api.ml.azure.us' }],
  ['AzureUSGovernment', { AZUREML_RUN_HISTORY_SERVICE_ENDPOINT: 'https://usgovarizona.api.ml.azure.us' }],
  ['AzureUSGovernment', { AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us' }],
  ['AzureUSGovernment', { AZURE_AUTHORITY_HOST: 'https://LOGIN.MICROSOFTONLINE.US./' }],
  ['AzureUSGovernment', { PARALLEL_RUN_OCR_ARM_ENDPOINT: 'https://management.usgovcloudapi.net' }],
  ['AzureUSGovernment', { PARALLEL_RUN_OCR_VAULT_URL: 'https://{name}.vault.usgovcloudapi.net' }],
  ['AzureChinaCloud', { AZUREML_CURRENT_CLOUD: 'AzureChinaCloud' }],
  ['AzureChinaCloud', { AZUREML_SERVICE_ENDPOINT: 'https://chinaeast2.api.ml.azure.cn' }],
  ['AzureChinaCloud', { AZURE_AUTHORITY_HOST: 'login.chinacloudapi.cn' }],
  ['AzureChinaCloud', { AZURE_AUTHORITY_HOST: 'https://login.partner.microsoftonline.cn' }],
  ['AzureChinaCloud', { PARALLEL_RUN_OCR_AML_API: 'https://{region}.api.ml.azure.cn' }],
  ['AzureChinaCloud', { PARALLEL_RUN_OCR_STORAGE_URL: 'https://{account}.blob.core.chinacloudapi.cn' }],
];

describe.each(SETTINGS)('%s, from %o', (name, env) => {
  it('is used for every address and audience', () => {
    const cloud = cloudFrom(env);
    const expected = CLOUDS[name];
    expect(cloud).toMatchObject({
      name,
      authority: env['AZURE_AUTHORITY_HOST'] ?? expected.authority,
      armEndpoint: expected.armEndpoint,
    });
    expect(namedVault(cloud, 'kv-ocr')).toBe(expected.vault);
    expect(storageAddress(cloud, 'images', null)).toBe(expected.storage);
    expect(apiAddress(cloud, 'West Europe')).toBe(expected.api);
    expect(mlAudience(cloud)).toBe(expected.ml);
    expect(cognitiveAudience(cloud, expected.cognitive.replace('https://', 'https://my-resource.'))).toBe(
      expected.cognitive,
    );
  });
});

describe("the cloud of an entry script's arguments", () => {
  const cloudOf = (args: readonly string[], env: Record<string, string> = {}) =>
    workerCloud(parseArguments(args, env), env);
  const key = ['--kv_readapi', 'r', '--read_endpoint'];
  const entra = ['--engine', 'read', '--service_auth', 'entra', '--read_endpoint'];
  const endpoints = [
    ['AzureCloud', 'https://n.cognitiveservices.azure.com'],
    ['AzureCloud', 'https://westeurope.api.cognitive.microsoft.com/'],
    ['AzureUSGovernment', 'https://n.cognitiveservices.azure.us/'],
    ['AzureUSGovernment', 'https://virginia.api.cognitive.microsoft.us'],
    ['AzureUSGovernment', 'HTTPS://N.CognitiveServices.Azure.US/vision/v3.2'],
    ['AzureChinaCloud', 'https://n.cognitiveservices.azure.cn'],
    ['AzureChinaCloud', 'https://chinaeast2.api.cognitive.azure.cn'],
  ] as const;

  it.each(endpoints)('is %s for the endpoint %s', (name, endpoint) => {
    expect(cloudOf([...entra, endpoint]).name).toBe(name);
    expect(cloudOf([...key, endpoint]).name).toBe(name);
  });

  it("is the vault's, where an address of it is given", () => {
    const vault = ['--kv_readapi', 'r', '--key_vault', 'https://kv.vault.azure.cn'];
    expect(cloudOf(vault).name).toBe('AzureChinaCloud');
  });

  it('of a key follows the environment, because a key is valid from any cloud', () => {
    const env = { AZUREML_SERVICE_ENDPOINT: 'https://westeurope.api.azureml.ms' };
    expect(cloudOf([...key, 'https://n.cognitiveservices.azure.cn'], env).name).toBe('AzureCloud');
  });

  it.each([
    [
      [...entra, 'https://n.cognitiveservices.azure.us'],
      { AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com' },
    ],
    [[...entra, 'https://n.cognitiveservices.azure.com'], { AZUREML_CURRENT_CLOUD: 'AzureChinaCloud' }],
    [[...entra, 'https://n.cognitiveservices.azure.cn', '--key_vault', 'https://kv.vault.azure.net'], {}],
    [
      ['--kv_readapi', 'r', '--key_vault', 'https://kv.vault.azure.net'],
      { AZURE_AUTHORITY_HOST: 'https://login.chinacloudapi.cn' },
    ],
    [
      ['--kv_readapi', 'r'],
      {
        PARALLEL_RUN_OCR_ARM_ENDPOINT: 'https://management.azure.com',
        PARALLEL_RUN_OCR_VAULT_URL: 'https://{name}.vault.azure.cn',
      },
    ],
  ])('%o is rejected with %o', (args, env) => {
    expect(() => cloudOf(args, env)).toThrow(
      /^The settings are of different Azure clouds: .+ is Azure\w+, .+ is Azure\w+\. /,
    );
  });

  it('a contradiction names each setting and its host, and no more of its value', () => {
    const env = { AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.com' };
    expect(() =>
      cloudOf([...entra, 'https://n.cognitiveservices.azure.us/vision/v3.2?api-version=1'], env),
    ).toThrow(
      'The settings are of different Azure clouds: AZURE_AUTHORITY_HOST (login.microsoftonline.com) is AzureCloud, --read_endpoint (n.cognitiveservices.azure.us) is AzureUSGovernment.',
    );
  });

  it('has no token for the endpoint that a region shares', () => {
    const endpoint = 'https://westeurope.api.cognitive.microsoft.com';
    expect(() => cognitiveAudience(cloudOf([...entra, endpoint]), endpoint)).toThrow(
      "--read_endpoint is westeurope.api.cognitive.microsoft.com, which a region's resources share; it accepts keys, not tokens.",
    );
  });
});

describe('a cloud that is not in the table', () => {
  const arm = { PARALLEL_RUN_OCR_ARM_ENDPOINT: 'https://management.azure.example.gov' };
  const complete = {
    ...arm,
    PARALLEL_RUN_OCR_VAULT_URL: 'https://{name}.vault.example.gov',
    PARALLEL_RUN_OCR_AML_API: 'https://{region}.api.ml.azure.example.gov',
    AZURE_AUTHORITY_HOST: 'https://login.example.gov',
  };

  it('has the addresses that the environment gives, and audiences that follow from them', () => {
    const cloud = cloudFrom(complete);
    expect(cloud).toMatchObject({ name: null, authority: 'https://login.example.gov' });
    expect(namedVault(cloud, 'kv')).toBe('https://kv.vault.example.gov');
    expect(mlAudience(cloud)).toBe('https://ml.azure.example.gov');
    expect(storageAddress(cloud, 'images', 'core.example.gov')).toBe('https://images.blob.core.example.gov');
    const endpoint = 'https://n.cognitiveservices.azure.example.gov';
    expect(cognitiveAudience(cloud, endpoint)).toBe('https://cognitiveservices.azure.example.gov');
  });

  it('never falls back to an address of the public cloud', () => {
    const cloud = cloudFrom(arm);
    expect(() => namedVault(cloud, 'kv')).toThrow(/^PARALLEL_RUN_OCR_VAULT_URL is missing: /);
    expect(() => mlAudience(cloud)).toThrow(/^PARALLEL_RUN_OCR_AML_API is missing: /);
    expect(() => storageAddress(cloud, 'images', null)).toThrow(/^PARALLEL_RUN_OCR_STORAGE_URL is missing: /);
    expect(() => cognitiveAudience(cloud, 'https://api.example.com/gw')).toThrow(
      'has no audience for api.example.com',
    );
  });

  it.each([{ AZUREML_CURRENT_CLOUD: 'USNat' }, { AZURE_AUTHORITY_HOST: 'https://login.example.gov' }])(
    'of which only %o is known is rejected',
    (env) => {
      expect(() => cloudFrom(env)).toThrow('set PARALLEL_RUN_OCR_ARM_ENDPOINT as well');
    },
  );

  it('is not one that only puts a gateway before Resource Manager', () => {
    expect(cloudFrom({ ...arm, AZUREML_CURRENT_CLOUD: 'AzureCloud' })).toMatchObject({
      name: 'AzureCloud',
      armEndpoint: arm.PARALLEL_RUN_OCR_ARM_ENDPOINT,
    });
  });
});

it('an emulator says nothing about the cloud', () => {
  const local = 'https://localhost:8443';
  const env = { PARALLEL_RUN_OCR_ARM_ENDPOINT: local, AZURE_AUTHORITY_HOST: local };
  expect(cloudFrom(env)).toMatchObject({ name: 'AzureCloud', authority: local, armEndpoint: local });
});

describe('the address of a batch endpoint', () => {
  const hosts: Record<Name, string> = {
    AzureCloud: 'ocr.westeurope.inference.ml.azure.com',
    AzureUSGovernment: 'ocr.usgovvirginia.inference.ml.azure.us',
    AzureChinaCloud: 'ocr.chinaeast2.inference.ml.azure.cn',
  };
  const names = Object.keys(CLOUDS) as Name[];

  it.each(names)('in %s is trusted', (name) => {
    const url = `https://${hosts[name]}/jobs`;
    expect(scoringAddress(url, cloudFrom({ AZUREML_CURRENT_CLOUD: name }))).toBe(url);
  });

  it.each(names.flatMap((name) => names.filter((of) => of !== name).map((of) => [name, of] as const)))(
    'in %s is not trusted when it is one of %s',
    (name, of) => {
      const cloud = cloudFrom({ AZUREML_CURRENT_CLOUD: name });
      expect(() => scoringAddress(`https://${hosts[of]}/jobs`, cloud)).toThrow(
        `names ${hosts[of]} as its address: a token is sent to *.`,
      );
    },
  );
});
