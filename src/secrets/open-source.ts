import type { Environment } from '../config/environment.ts';
import type { SecretOrigin } from '../config/worker-options.ts';
import { environmentSource } from './environment-source.ts';
import { keyVaultSource } from './key-vault-source.ts';
import type { SecretSource } from './secret-source.ts';
import { createCredential } from '../azure/credential.ts';
import { cloudFrom } from '../azure/cloud.ts';
import { vaultAddress } from './vault-address.ts';
import { vaultFlow } from './vault-call.ts';
import { findWorkspaceVault, workspaceFrom } from './workspace-vault.ts';

/**
 * @param keyVault `--key_vault`; null looks up the workspace's own vault, once
 * @throws SecretError or TransientError, like SecretSource.get
 */
export async function openSecretSource(
  origin: SecretOrigin,
  keyVault: string | null,
  env: Environment,
  signal: AbortSignal,
): Promise<SecretSource> {
  if (origin === 'env') return environmentSource(env);
  const cloud = cloudFrom(env);
  const target = keyVault === null ? workspaceFrom(env) : vaultAddress(keyVault, cloud);
  const [credential, flow] = [await createCredential(env), vaultFlow()];
  if (typeof target === 'string') return keyVaultSource(target, credential, flow);
  const name = await findWorkspaceVault(target, cloud.armEndpoint, credential, flow, signal);
  return keyVaultSource(vaultAddress(name, cloud), credential, flow);
}
