import { vaultAudience } from '../../azure/audiences.ts';
import { checkSecretName } from '../../secrets/secret-source.ts';
import { vaultAddress } from '../../secrets/vault-address.ts';
import { type AmlSession, ROLES } from '../session.ts';
import { type Finding, findingOf } from './finding.ts';

const API_VERSION = '7.4';

/**
 * Can this identity read from the vault? Each named secret is asked for and its value dropped unseen; without names
 * one line of the vault's list is.
 *
 * https://learn.microsoft.com/rest/api/keyvault/secrets/get-secrets/get-secrets
 *
 * @param vault a name or an address
 */
export function checkVault(
  { client, cloud }: AmlSession,
  vault: string,
  secrets: readonly string[],
  signal: AbortSignal,
): Promise<Finding[]> {
  const look = (name: string | null): Promise<Finding> =>
    findingOf('key vault', signal, async () => {
      if (name !== null) checkSecretName(name);
      const url = vaultAddress(vault, cloud);
      const path = name === null ? '?maxresults=1&' : `/${name}?`;
      await client.send(
        {
          method: 'GET',
          url: `${url}/secrets${path}api-version=${API_VERSION}`,
          audience: vaultAudience(url),
          failing: `${name === null ? 'The list of secrets' : `Secret '${name}'`} in ${url} cannot be read`,
          role: ROLES.readSecrets,
        },
        signal,
      );
      const done = name === null ? 'lists its secrets' : `gives the secret ${name}`;
      return { verdict: 'ok', detail: `${url} ${done}` };
    });
  return Promise.all(secrets.length === 0 ? [look(null)] : secrets.map(look));
}
