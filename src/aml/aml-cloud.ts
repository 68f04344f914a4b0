import type { Environment } from '../config/parse-arguments.ts';
import { ConfigurationError } from '../contract/errors.ts';
import { ENDPOINT_ACCEPTED, parseEndpoint } from '../azure/endpoint.ts';
import { type Cloud, cloudFrom } from '../secrets/vault-address.ts';

/** Where Azure Machine Learning and its storage are; other clouds and emulators are named in the environment. */
export interface AmlCloud extends Cloud {
  /** Run history and published pipelines, with `{region}` where the workspace's region goes. */
  readonly apiUrl: string;
  /** A storage account, with `{account}` and `{endpoint}` (`core.windows.net`). */
  readonly storageUrl: string;
}

const API_VARIABLE = 'PARALLEL_RUN_OCR_AML_API';
const STORAGE_VARIABLE = 'PARALLEL_RUN_OCR_STORAGE_URL';

/** Whom a token for the data plane is for; https://learn.microsoft.com/azure/machine-learning/how-to-authenticate-batch-endpoint */
export const ML_AUDIENCE = 'https://ml.azure.com';
export const STORAGE_AUDIENCE = 'https://storage.azure.com';

/**
 * The public addresses: https://learn.microsoft.com/azure/machine-learning/v1/how-to-deploy-pipelines and
 * https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata
 */
export function amlCloudFrom(env: Environment): AmlCloud {
  return {
    ...cloudFrom(env),
    apiUrl: env[API_VARIABLE] || 'https://{region}.api.azureml.ms',
    storageUrl: env[STORAGE_VARIABLE] || 'https://{account}.blob.{endpoint}',
  };
}

/** @param region of the workspace, for example `westeurope` */
export function apiAddress({ apiUrl }: AmlCloud, region: string): string {
  return filled(apiUrl.replaceAll('{region}', region.toLowerCase().replaceAll(' ', '')), API_VARIABLE);
}

export function storageAddress({ storageUrl }: AmlCloud, account: string, endpoint: string): string {
  return filled(
    storageUrl.replaceAll('{account}', account).replaceAll('{endpoint}', endpoint),
    STORAGE_VARIABLE,
  );
}

function filled(url: string, variable: string): string {
  const address = parseEndpoint(url);
  if (address !== null) return address;
  throw new ConfigurationError([`${variable} makes ${JSON.stringify(url)}: give ${ENDPOINT_ACCEPTED}.`]);
}
