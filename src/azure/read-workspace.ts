import type { Cloud } from './cloud.ts';
import { armUrl } from './rest/arm-url.ts';
import { fieldsAt, jsonBody, textAt } from './rest/json-body.ts';
import type { RestClient, RestRequest } from './rest/request.ts';
import { type Workspace, workspaceId } from './workspace.ts';

export const WORKSPACE_READER = 'Reader on the workspace';

export interface WorkspaceFacts {
  readonly region: string;
  /** The name of the workspace's key vault; null without one. */
  readonly vault: string | null;
  readonly state: string;
  /** When true, a workspace behind a private endpoint rejects v2 requests. */
  readonly legacyMode: boolean;
  readonly publicAccess: string;
}

export interface WorkspaceAccess {
  readonly workspace: Workspace;
  readonly cloud: Pick<Cloud, 'armEndpoint'>;
  readonly client: RestClient;
}

/**
 * https://learn.microsoft.com/rest/api/azureml/workspaces/get
 *
 * @throws what the client throws; RetryableError or AzureError when the response is not a JSON object
 */
export async function readWorkspace(
  { workspace, cloud, client }: WorkspaceAccess,
  signal: AbortSignal,
): Promise<WorkspaceFacts> {
  const request: RestRequest = {
    method: 'GET',
    url: armUrl(cloud.armEndpoint, workspaceId(workspace)),
    audience: cloud.armEndpoint,
    failing: `Workspace '${workspace.name}' cannot be read`,
    role: WORKSPACE_READER,
  };
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
