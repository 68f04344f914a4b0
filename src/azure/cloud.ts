import { ONE_LABEL, STORAGE_ACCOUNT, storageDomainPattern } from './address-template.ts';
import { AzureError } from './azure-error.ts';
import type { Environment } from '../config/environment.ts';
import { ConfigurationError } from '../contract/errors.ts';
import { type CloudSetting, cloudOfSetting, judgeCloud } from './cloud-evidence.ts';
import { baseOf, ENDPOINT_ACCEPTED, endpointProblem } from './endpoint.ts';
import { type KnownCloud, PUBLIC_CLOUD } from './known-clouds.ts';

/**
 * The addresses and audiences of the Azure cloud in use. In a cloud that is not in the table of known ones, `null`
 * stands for what no setting says.
 */
export interface Cloud {
  /** For example `AzureCloud`; null for a cloud that is not in the table. */
  readonly name: KnownCloud['name'] | null;
  /** Entra's address; null leaves the choice to the library. */
  readonly authority: string | null;
  /** Azure Resource Manager, without a trailing slash; also the audience of its tokens. */
  readonly armEndpoint: string;
  /** A vault's address, with the placeholder `{name}`. */
  readonly vaultUrl: string | null;
  /** Run history and published pipelines, with the placeholder `{region}` for the workspace's region. */
  readonly apiUrl: string | null;
  /** A storage account, with `{account}` and `{endpoint}`. */
  readonly storageUrl: string;
  /** `core.windows.net`: the `{endpoint}` of an account whose datastore names none. */
  readonly storageDomain: string | null;
  /** `ml.azure.com`: the audience's host; batch endpoints are below `inference.` of it. */
  readonly mlDomain: string | null;
  readonly cognitiveAudience: string | null;
  /** Domains of the endpoints to which its tokens may be sent; in an unknown cloud the endpoint's own name decides. */
  readonly cognitiveDomains: readonly string[];
}

export const ARM_VARIABLE = 'PARALLEL_RUN_OCR_ARM_ENDPOINT';
export const VAULT_URL_VARIABLE = 'PARALLEL_RUN_OCR_VAULT_URL';
const API_VARIABLE = 'PARALLEL_RUN_OCR_AML_API';
const STORAGE_VARIABLE = 'PARALLEL_RUN_OCR_STORAGE_URL';
/** Read by `@azure/identity`. */
const AUTHORITY_VARIABLE = 'AZURE_AUTHORITY_HOST';

/** Each of them is of the cloud in use; the last two are set by AML on its nodes. */
const ADDRESS_VARIABLES = [
  ARM_VARIABLE,
  VAULT_URL_VARIABLE,
  API_VARIABLE,
  STORAGE_VARIABLE,
  AUTHORITY_VARIABLE,
  'AZUREML_SERVICE_ENDPOINT',
  'AZUREML_RUN_HISTORY_SERVICE_ENDPOINT',
];
const NAMING_VARIABLES: ReadonlySet<string> = new Set([ARM_VARIABLE, AUTHORITY_VARIABLE]);

export interface CloudHints {
  /** Addresses to which a token of the identity is sent, so they are of the cloud in use. */
  readonly signedIn?: readonly CloudSetting[];
  /** Addresses to which a key is sent; they decide only where nothing else does. */
  readonly keyed?: readonly CloudSetting[];
}

/**
 * The cloud that the environment and the arguments are about; the public one where nothing says otherwise. The
 * environment can replace each address, for an emulator or a cloud that is not in the table.
 *
 * @throws ConfigurationError when the settings are of different clouds, or Resource Manager's address is not valid
 */
export function cloudFrom(env: Environment, { signedIn = [], keyed = [] }: CloudHints = {}): Cloud {
  const variables = ADDRESS_VARIABLES.map((name) => ({ name, value: env[name] ?? '' }));
  const verdict = judgeCloud(env, [...variables, ...signedIn], NAMING_VARIABLES);
  if (verdict.kind === 'unknown') return unknownCloud(env, verdict.setting);
  const hinted = keyed.map(cloudOfSetting).find((cloud) => cloud !== null);
  return knownCloud(env, verdict.kind === 'known' ? verdict.cloud : (hinted ?? PUBLIC_CLOUD));
}

function knownCloud(env: Environment, known: KnownCloud): Cloud {
  return {
    name: known.name,
    authority: env[AUTHORITY_VARIABLE] || known.authority,
    armEndpoint: originFrom(env[ARM_VARIABLE] || known.armEndpoint, ARM_VARIABLE),
    vaultUrl: env[VAULT_URL_VARIABLE] || `https://{name}.${known.vaultDomain}`,
    apiUrl: env[API_VARIABLE] || `https://{region}.${known.mlApiDomain}`,
    storageUrl: env[STORAGE_VARIABLE] || STORAGE_URL,
    storageDomain: known.storageDomain,
    mlDomain: known.mlDomain,
    cognitiveAudience: known.cognitiveAudience,
    cognitiveDomains: known.cognitiveDomains,
  };
}

const STORAGE_URL = 'https://{account}.blob.{endpoint}';

/** Nothing of the public cloud is used: a token for it would be requested in vain. */
function unknownCloud(env: Environment, { name, value }: CloudSetting): Cloud {
  const arm = env[ARM_VARIABLE];
  if (!arm) throw unacceptable(name, value, `a known cloud, or set ${ARM_VARIABLE} as well`);
  const apiUrl = env[API_VARIABLE] || null;
  return {
    name: null,
    authority: env[AUTHORITY_VARIABLE] || null,
    armEndpoint: originFrom(arm, ARM_VARIABLE),
    vaultUrl: env[VAULT_URL_VARIABLE] || null,
    apiUrl,
    storageUrl: env[STORAGE_VARIABLE] || STORAGE_URL,
    storageDomain: null,
    // As in all clouds but the public one: https://learn.microsoft.com/azure/machine-learning/how-to-custom-dns
    mlDomain: /^https:\/\/\{region\}\.api\.([\w.-]+)\/?$/.exec(apiUrl ?? '')?.[1] ?? null,
    cognitiveAudience: null,
    cognitiveDomains: [],
  };
}

/** @throws ConfigurationError when the cloud's pattern does not make an address */
export function namedVault({ vaultUrl }: Cloud, name: string): string {
  return originFrom(required(vaultUrl, VAULT_URL_VARIABLE).replaceAll('{name}', name), VAULT_URL_VARIABLE);
}

/**
 * @param region the workspace's region, for example `westeurope`
 * @throws ConfigurationError when the cloud's pattern does not make an address
 */
export function apiAddress({ apiUrl }: Cloud, region: string): string {
  const place = region.toLowerCase().replaceAll(' ', '');
  assertName('The region of the workspace', place, ONE_LABEL);
  return addressFrom(required(apiUrl, API_VARIABLE).replaceAll('{region}', place), API_VARIABLE);
}

/**
 * @param endpoint of the datastore, for example `core.windows.net`; null takes the cloud's
 * @throws ConfigurationError when the cloud's pattern does not make an address
 */
export function storageAddress(
  { storageUrl, storageDomain, armEndpoint }: Cloud,
  account: string,
  endpoint: string | null,
): string {
  const needed = storageUrl.includes('{endpoint}');
  assertName('The storage account of the datastore', account, STORAGE_ACCOUNT);
  const domain = endpoint || (needed ? required(storageDomain, STORAGE_VARIABLE) : '');
  const accepted = storageDomainPattern({ storageDomain, armEndpoint });
  if (needed && !new RegExp(`^${accepted}$`).test(domain)) {
    throw new AzureError(
      'foreign_host',
      `The datastore names ${JSON.stringify(domain)} as its endpoint, which is not of the cloud in use: no token is sent there. Accepted is ${storageDomain ?? `a domain beside ${armEndpoint}`}.`,
    );
  }
  const url = storageUrl.replaceAll('{account}', account).replaceAll('{endpoint}', domain);
  return addressFrom(url, STORAGE_VARIABLE);
}

/** @throws ConfigurationError in a cloud for which no setting says it */
export function mlDomain(cloud: Pick<Cloud, 'mlDomain'>): string {
  return required(cloud.mlDomain, API_VARIABLE);
}

/** A name becomes part of a host name. */
function assertName(what: string, name: string, pattern: string): void {
  if (new RegExp(`^${pattern}$`).test(name)) return;
  throw new AzureError('foreign_host', `${what} is ${JSON.stringify(name)}, which is not a name of Azure.`);
}

function required(value: string | null, variable: string): string {
  if (value !== null) return value;
  throw new ConfigurationError([
    `${variable} is missing: the settings name a cloud that is not one of Azure's public, US Government and China clouds, so its address cannot be derived. Set ${variable}.`,
  ]);
}

function originFrom(text: string, variable: string): string {
  const address = addressFrom(text, variable);
  if (address === new URL(address).origin) return address;
  throw unacceptable(variable, text, 'an https:// address without a path');
}

function addressFrom(text: string, variable: string): string {
  if (endpointProblem(text) === null) return baseOf(new URL(text));
  throw unacceptable(variable, text, ENDPOINT_ACCEPTED);
}

function unacceptable(variable: string, received: string, accepted: string): ConfigurationError {
  return new ConfigurationError([`${variable} is ${JSON.stringify(received)}: give ${accepted}.`]);
}
