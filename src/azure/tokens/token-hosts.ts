import { isBelowTemplate, ONE_LABEL, STORAGE_ACCOUNT, storageDomainPattern } from '../address-template.ts';
import { STORAGE_AUDIENCE, vaultAudience } from '../audiences.ts';
import { AzureError } from '../azure-error.ts';
import type { Cloud } from '../cloud.ts';
import { isLoopback } from '../endpoint.ts';

/** Throws when a token of the audience must not be sent to the URL. */
export type TokenGuard = (audience: string, url: string) => void;

/**
 * Lets tokens go only to the hosts of the cloud in use that they are made for. Addresses come from responses, files and
 * arguments, and whoever receives a token can use it everywhere.
 */
export function tokenGuard(cloud: Cloud): TokenGuard {
  return (audience, url) => {
    if (isTokenHost(cloud, audience, url)) return;
    const host = URL.canParse(url) ? new URL(url).host : JSON.stringify(url);
    throw new AzureError(
      'foreign_host',
      `No token for ${audience} is sent to ${host}, which is not a host of ${cloud.name ?? 'the cloud in use'}. Check the address, and the settings that name the cloud (AZUREML_CURRENT_CLOUD, AZURE_AUTHORITY_HOST, PARALLEL_RUN_OCR_*).`,
    );
  };
}

export function isTokenHost(cloud: Cloud, audience: string, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  if (username !== '' || password !== '') return false;
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) return false;
  const atArm = isBelowTemplate(url, cloud.armEndpoint, {});
  const atApi = cloud.apiUrl !== null && isBelowTemplate(url, cloud.apiUrl, { region: ONE_LABEL });
  switch (audience) {
    case cloud.armEndpoint:
      return atArm || atApi;
    case STORAGE_AUDIENCE:
      return isBelowTemplate(url, cloud.storageUrl, {
        account: STORAGE_ACCOUNT,
        endpoint: storageDomainPattern(cloud),
      });
    case `https://${cloud.mlDomain}`:
      // An emulator serves Resource Manager and the endpoints on one host.
      return atApi || atArm || isInference(cloud, url);
    case vaultAudience(url):
      return cloud.vaultUrl !== null && isBelowTemplate(url, cloud.vaultUrl, { name: ONE_LABEL });
    default:
      return false;
  }
}

/** https://learn.microsoft.com/azure/machine-learning/how-to-custom-dns */
function isInference({ mlDomain }: Cloud, url: string): boolean {
  const host = `${ONE_LABEL}(?:\\.${ONE_LABEL})*`;
  return isBelowTemplate(url, `https://{host}.inference.${mlDomain}`, { host });
}
