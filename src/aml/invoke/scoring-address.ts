import { mlAudience } from '../../azure/audiences.ts';
import { type Cloud, mlDomain } from '../../azure/cloud.ts';
import { AzureError } from '../../azure/azure-error.ts';
import { isTokenHost } from '../../azure/tokens/token-hosts.ts';

/**
 * The address that a batch endpoint reports, if a token may be sent to it: below `inference.ml.azure.com`, or the same of
 * the cloud in use.
 *
 * https://learn.microsoft.com/azure/machine-learning/how-to-custom-dns
 *
 * @throws AzureError when it is on another host
 */
export function scoringAddress(url: string, cloud: Cloud): string {
  if (isTokenHost(cloud, mlAudience(cloud), url)) return url;
  const host = URL.canParse(url) ? new URL(url).host : JSON.stringify(url);
  throw new AzureError(
    'foreign_host',
    `The endpoint names ${host} as its address: a token is sent to *.inference.${mlDomain(cloud)} only, over https, at its own port and without a user name.`,
  );
}
