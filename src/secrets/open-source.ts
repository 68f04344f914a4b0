import type { Environment } from '../config/environment.ts';
import type { SecretOrigin } from '../config/worker-options.ts';
import { environmentSource } from './environment-source.ts';
import { keyVaultSource } from './key-vault-source.ts';
import type { SecretSource } from './secret-source.ts';
import { createCredential } from '../azure/credential.ts';
import type { Cloud } from '../azure/cloud.ts';
import { proxiesFrom } from '../network/proxies.ts';
import { vaultAddress } from './vault-address.ts';
import { vaultFlow } from './vault-call.ts';
import { findWorkspaceVault, workspaceFrom } from './workspace-vault.ts';

/**
 * @param keyVault `--key_vault`; null looks up the workspace's own vault, once
 * @param cloudOf is called when a vault is read
 * @throws SecretError or TransientError, like SecretSource.get
 */
export async function openSecretSource(
  origin: SecretOrigin,
  keyVault: string | null,
  env: Environment,
  cloudOf: () => Cloud,
  signal: AbortSignal,
): Promise<SecretSource> {
  if (origin === 'env') return environmentSource(env);
  const cloud = cloudOf();
  const target = keyVault === null ? workspaceFrom(env) : vaultAddress(keyVault, cloud);
  const [credential, flow, proxies] = [await createCredential(env, cloud), vaultFlow(), proxiesFrom(env)];
  if (typeof target === 'string') return keyVaultSource(target, credential, flow, proxies);
  const name = await findWorkspaceVault(target, cloud, credential, flow, proxies, signal);
  return keyVaultSource(vaultAddress(name, cloud), credential, flow, proxies);
}
