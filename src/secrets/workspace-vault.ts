import type { TokenCredential } from '@azure/core-auth';
import type { Environment } from '../config/environment.ts';
import { AzureError } from '../azure/azure-error.ts';
import { readWorkspace } from '../azure/read-workspace.ts';
import { singleAttemptClient } from '../azure/rest/rest-client.ts';
import type { Cloud } from '../azure/cloud.ts';
import { cacheTokens } from '../azure/tokens/token-cache.ts';
import { tokenGuard } from '../azure/tokens/token-hosts.ts';
import { type Workspace, WORKSPACE_VARIABLES } from '../azure/workspace.ts';
import type { FlowControl } from '../flow/flow-control.ts';
import type { Proxies } from '../network/proxies.ts';
import { fromIdentityError } from './identity-error.ts';
import { SecretError, type SecretErrorCode } from './secret-error.ts';
import { callVault } from './vault-call.ts';

/** @throws SecretError when this is not an AML job, where the vault must be named */
export function workspaceFrom(env: Environment): Workspace {
  const { subscription, resourceGroup, name } = WORKSPACE_VARIABLES;
  const missing = Object.values(WORKSPACE_VARIABLES).filter((variable) => !env[variable]);
  if (missing.length > 0) {
    throw new SecretError('vault_address', [
      `No Key Vault is named: give --key_vault NAME, or read secrets from the environment with --secrets env. (The workspace's own vault cannot be looked up without ${missing.join(', ')}.)`,
    ]);
  }
  return {
    subscription: env[subscription] ?? '',
    resourceGroup: env[resourceGroup] ?? '',
    name: env[name] ?? '',
  };
}

/**
 * The name of the vault that belongs to the workspace.
 *
 * @throws SecretError that names the alternative, --key_vault
 */
export async function findWorkspaceVault(
  workspace: Workspace,
  cloud: Cloud,
  credential: TokenCredential,
  flow: FlowControl,
  proxies: Proxies,
  signal: AbortSignal,
): Promise<string> {
  const { clock } = flow;
  const target = `Azure Resource Manager ${cloud.armEndpoint}`;
  const tokens = cacheTokens(() => Promise.resolve(credential), clock);
  const client = singleAttemptClient(tokens, clock, tokenGuard(cloud), proxies);
  const access = { workspace, cloud, client };
  const look = (limit: AbortSignal) =>
    readWorkspace(access, limit).catch((error: unknown) => {
      throw error instanceof AzureError ? fromLookUpError(error, workspace, target) : error;
    });
  const { vault } = await callVault(target, look, flow, signal);
  if (vault === null) throw withoutVault(workspace);
  return vault;
}

function fromLookUpError(error: AzureError, workspace: Workspace, target: string): Error {
  if (error.code === 'no_identity') return fromIdentityError(error);
  if (error.code === 'unknown_response') return withoutVault(workspace);
  const [code, why] = explain(error, target);
  return new SecretError(code, [
    `The Key Vault of workspace '${workspace.name}' cannot be looked up: ${why}, or give --key_vault NAME.`,
  ]);
}

function explain({ code, message }: AzureError, target: string): [SecretErrorCode, string] {
  switch (code) {
    case 'network':
      return ['secret_network', `${message} Fix that`];
    case 'token_rejected':
      return [
        'secret_identity',
        `${target} does not accept this identity's token (HTTP 401). Use one of its tenant`,
      ];
    case 'role_missing':
      return ['secret_role', 'this identity lacks the role Reader on the workspace (HTTP 403). Assign it'];
    default:
      return ['vault_address', `${message} Check ${Object.values(WORKSPACE_VARIABLES).join(', ')}`];
  }
}

function withoutVault({ name }: Workspace): SecretError {
  return new SecretError('vault_address', [`Workspace '${name}' names no Key Vault: give --key_vault NAME.`]);
}
