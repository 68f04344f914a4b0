import type { Cloud } from '../../azure/cloud.ts';
import { AzureError } from '../../azure/azure-error.ts';

/** Hosts of batch endpoints, in the public cloud and in the sovereign ones. */
const INFERENCE = /\.inference\.ml\.azure\.(?:com|us|cn)$/;

/**
 * The address that a batch endpoint reports, if a token may be sent to it.
 *
 * @throws AzureError when it is on a host that is not Azure's
 */
export function scoringAddress(url: string, { armEndpoint }: Cloud): string {
  const address = URL.canParse(url) ? new URL(url) : null;
  const azures = address?.protocol === 'https:' && INFERENCE.test(address.hostname);
  // An emulator serves ARM and the endpoint on one host.
  if (address !== null && (azures || address.origin === armEndpoint)) return url;
  throw new AzureError(
    'foreign_host',
    `The endpoint names ${address?.host ?? JSON.stringify(url)} as its address: a token is sent to *.inference.ml.azure.com only.`,
  );
}
