import { type Cloud, mlDomain } from '../../azure/cloud.ts';
import { AzureError } from '../../azure/azure-error.ts';
import { isIn } from '../../azure/known-clouds.ts';

/**
 * The address that a batch endpoint reports, if a token may be sent to it: below `inference.ml.azure.com`, or the same of the cloud in
 * use.
 *
 * https://learn.microsoft.com/azure/machine-learning/how-to-custom-dns
 *
 * @throws AzureError when it is on another host
 */
export function scoringAddress(url: string, cloud: Cloud): string {
  const address = URL.canParse(url) ? new URL(url) : null;
  const domain = `inference.${mlDomain(cloud)}`;
  const azures = address?.protocol === 'https:' && isIn(address.hostname, domain);
  // An emulator serves ARM and the endpoint on one host.
  if (address !== null && (azures || address.origin === cloud.armEndpoint)) return url;
  throw new AzureError(
    'foreign_host',
    `The endpoint names ${address?.host ?? JSON.stringify(url)} as its address: a token is sent to *.${domain} only.`,
  );
}
