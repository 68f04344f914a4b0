import { fieldsAt, jsonBody, textAt } from '../../azure/rest/json-body.ts';
import { armRequest, type AmlSession, ROLES } from '../session.ts';
import { workspaceId } from '../../azure/workspace.ts';

export interface WorkspaceFacts {
  readonly region: string;
  /** The name of its key vault. */
  readonly vault: string | null;
  readonly state: string;
  /** Then v2 requests are refused in a workspace behind a private endpoint. */
  readonly legacyMode: boolean;
  readonly publicAccess: string;
}

/** https://learn.microsoft.com/rest/api/azureml/workspaces/get */
export async function readWorkspace(session: AmlSession, signal: AbortSignal): Promise<WorkspaceFacts> {
  const { workspace, client } = session;
  const request = armRequest(session, 'GET', workspaceId(workspace), {
    failing: `Workspace '${workspace.name}' cannot be read`,
    role: ROLES.read,
  });
  const body = jsonBody(await client.send(request, signal), request);
  const vaultId = textAt(body, 'properties', 'keyVault');
  return {
    region: textAt(body, 'location') ?? '',
    vault: vaultId === null ? null : (/\/vaults\/([0-9A-Za-z-]+)$/i.exec(vaultId)?.[1] ?? null),
    state: textAt(body, 'properties', 'provisioningState') ?? 'unknown',
    legacyMode: fieldsAt(body, 'properties')['v1LegacyMode'] === true,
    publicAccess: textAt(body, 'properties', 'publicNetworkAccess') ?? 'not said',
  };
}
