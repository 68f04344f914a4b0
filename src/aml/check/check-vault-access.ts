import { vaultAudience } from '../../azure/audiences.ts';
import type { WorkspaceFacts } from '../../azure/read-workspace.ts';
import { type StepOutcome, runStep, skipStep, type StepTools } from '../../checks/step-runner.ts';
import { checkSecretName } from '../../secrets/secret-source.ts';
import { vaultAddress } from '../../secrets/vault-address.ts';
import { type AmlSession, ROLES } from '../aml-session.ts';

const API_VERSION = '7.4';

/**
 * Checks that this identity can read from the vault. Each named secret is requested and its value discarded; without
 * names, one entry of the list of secrets is requested.
 *
 * https://learn.microsoft.com/rest/api/keyvault/secrets/get-secrets/get-secrets
 *
 * @param keyVault a name or an address; null is the workspace's own
 */
export async function checkVaultAccess(
  session: AmlSession,
  keyVault: string | null,
  secrets: readonly string[],
  { identity, workspace }: { identity: StepOutcome<unknown>; workspace: StepOutcome<WorkspaceFacts> },
  tools: StepTools,
): Promise<void> {
  const names = secrets.length === 0 ? [null] : secrets;
  for (const name of names) {
    const step = name === null ? 'Key Vault' : `Secret ${name}`;
    const vault = keyVault ?? (workspace.ok ? workspace.value.vault : null);
    if (vault === null && workspace.ok) {
      skipStep(tools, step, 'the workspace has no key vault');
      continue;
    }
    await runStep(tools, step, [keyVault === null ? workspace : identity], async () => {
      if (name !== null) checkSecretName(name);
      const url = vaultAddress(vault ?? '', session.cloud);
      await requestSecret(session, url, name, tools.signal);
      const done = name === null ? 'lists its secrets' : `returns the secret ${name}`;
      return { value: url, detail: `${url} ${done}` };
    });
  }
}

async function requestSecret(
  { client }: AmlSession,
  vault: string,
  name: string | null,
  signal: AbortSignal,
): Promise<void> {
  const path = name === null ? '?maxresults=1&' : `/${name}?`;
  await client.send(
    {
      method: 'GET',
      url: `${vault}/secrets${path}api-version=${API_VERSION}`,
      audience: vaultAudience(vault),
      failing: `${name === null ? 'The list of secrets' : `Secret '${name}'`} in ${vault} cannot be read`,
      role: ROLES.readSecrets,
    },
    signal,
  );
}
