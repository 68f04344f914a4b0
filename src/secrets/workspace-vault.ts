import type { Environment } from '../config/parse-arguments.ts';
import type { WorkerError } from '../contract/errors.ts';
import type { FlowControl } from '../flow/flow-control.ts';
import { scopeOf } from '../azure/audiences.ts';
import { type Workspace, WORKSPACE_VARIABLES, workspaceId } from '../azure/workspace.ts';
import type { Identity } from './identity.ts';
import { explainBusy, explainSilence } from './network-failure.ts';
import { SecretError, type SecretErrorCode } from './secret-error.ts';
import { callVault } from './vault-call.ts';

/** @throws SecretError when this is no AML job: then somebody has to name the vault */
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
 * https://learn.microsoft.com/rest/api/azureml/workspaces/get
 *
 * @param armEndpoint without a trailing slash
 */
export async function findWorkspaceVault(
  workspace: Workspace,
  armEndpoint: string,
  identity: Identity,
  flow: FlowControl,
  signal: AbortSignal,
): Promise<string> {
  const target = `Azure Resource Manager ${armEndpoint}`;
  const ask = async (limit: AbortSignal): Promise<unknown> => {
    const { status, headers, body } = await getWorkspace(workspace, armEndpoint, identity, limit).catch(
      (error: unknown) => {
        throw identity.explain(error) ?? explainSilence(error, target);
      },
    );
    const answer = { status, header: (name: string) => headers.get(name) ?? undefined };
    if (status !== 200)
      throw explainBusy(answer, target, flow.clock.now()) ?? refusal(status, workspace, target);
    return body;
  };
  return vaultOf(await callVault(target, ask, flow, signal), workspace);
}

async function getWorkspace(
  workspace: Workspace,
  armEndpoint: string,
  { credential }: Identity,
  signal: AbortSignal,
) {
  const token = await credential.getToken(scopeOf(armEndpoint), { abortSignal: signal });
  const response = await fetch(`${armEndpoint}${workspaceId(workspace)}?api-version=2024-04-01`, {
    headers: { authorization: `Bearer ${token?.token ?? ''}` },
    redirect: 'error',
    signal,
  });
  const text = await response.text();
  const body: unknown = response.status === 200 ? JSON.parse(text) : null;
  return { status: response.status, headers: response.headers, body };
}

function vaultOf(body: unknown, { name }: Workspace): string {
  const id = (body as { properties?: { keyVault?: unknown } } | null)?.properties?.keyVault;
  const vault = typeof id === 'string' ? /\/vaults\/([0-9A-Za-z-]+)$/i.exec(id)?.[1] : undefined;
  if (vault !== undefined) return vault;
  throw new SecretError('vault_address', [`Workspace '${name}' names no Key Vault: give --key_vault NAME.`]);
}

function refusal(status: number, { name }: Workspace, target: string): WorkerError {
  const [code, why] = explainStatus(status, target);
  return new SecretError(code, [
    `The Key Vault of workspace '${name}' cannot be looked up: ${why}, or give --key_vault NAME.`,
  ]);
}

function explainStatus(status: number, target: string): [SecretErrorCode, string] {
  switch (status) {
    case 401:
      return [
        'secret_identity',
        `${target} does not accept this identity's token (HTTP 401). Use one of its tenant`,
      ];
    case 403:
      return ['secret_role', 'this identity lacks the role Reader on the workspace (HTTP 403). Assign it'];
    default:
      return [
        'vault_address',
        `${target} answered HTTP ${status}. Check ${Object.values(WORKSPACE_VARIABLES).join(', ')}`,
      ];
  }
}
