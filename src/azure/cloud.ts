import type { Environment } from '../config/environment.ts';
import { ConfigurationError } from '../contract/errors.ts';
import { baseOf, ENDPOINT_ACCEPTED, endpointProblem } from './endpoint.ts';

/** The addresses of an Azure cloud's services; the environment names those of other clouds and emulators. */
export interface Cloud {
  /** Azure Resource Manager, without a trailing slash. */
  readonly armEndpoint: string;
  /** A vault's address, with the placeholder `{name}`. */
  readonly vaultUrl: string;
  /** Run history and published pipelines, with the placeholder `{region}` for the workspace's region. */
  readonly apiUrl: string;
  /** A storage account, with `{account}` and `{endpoint}` (`core.windows.net`). */
  readonly storageUrl: string;
}

export const ARM_VARIABLE = 'PARALLEL_RUN_OCR_ARM_ENDPOINT';
export const VAULT_URL_VARIABLE = 'PARALLEL_RUN_OCR_VAULT_URL';
const API_VARIABLE = 'PARALLEL_RUN_OCR_AML_API';
const STORAGE_VARIABLE = 'PARALLEL_RUN_OCR_STORAGE_URL';

/**
 * The public addresses: https://learn.microsoft.com/azure/machine-learning/v1/how-to-deploy-pipelines and
 * https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata
 *
 * @throws ConfigurationError when Resource Manager's address is not valid
 */
export function cloudFrom(env: Environment): Cloud {
  return {
    armEndpoint: originFrom(env[ARM_VARIABLE] || 'https://management.azure.com', ARM_VARIABLE),
    vaultUrl: env[VAULT_URL_VARIABLE] || 'https://{name}.vault.azure.net',
    apiUrl: env[API_VARIABLE] || 'https://{region}.api.azureml.ms',
    storageUrl: env[STORAGE_VARIABLE] || 'https://{account}.blob.{endpoint}',
  };
}

/** @throws ConfigurationError when the cloud's pattern does not make an address */
export function namedVault({ vaultUrl }: Cloud, name: string): string {
  return originFrom(vaultUrl.replaceAll('{name}', name), VAULT_URL_VARIABLE);
}

/**
 * @param region the workspace's region, for example `westeurope`
 * @throws ConfigurationError when the cloud's pattern does not make an address
 */
export function apiAddress({ apiUrl }: Cloud, region: string): string {
  return addressFrom(apiUrl.replaceAll('{region}', region.toLowerCase().replaceAll(' ', '')), API_VARIABLE);
}

/** @throws ConfigurationError when the cloud's pattern does not make an address */
export function storageAddress({ storageUrl }: Cloud, account: string, endpoint: string): string {
  const url = storageUrl.replaceAll('{account}', account).replaceAll('{endpoint}', endpoint);
  return addressFrom(url, STORAGE_VARIABLE);
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
