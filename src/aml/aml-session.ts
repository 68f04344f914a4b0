import type { Clock } from '../flow/clock.ts';
import type { Workspace } from '../azure/workspace.ts';
import type { Cloud } from '../azure/cloud.ts';
import type { Method, RestClient, RestRequest } from '../azure/rest/request.ts';
import { armUrl } from '../azure/rest/arm-url.ts';
import { WORKSPACE_READER } from '../azure/read-workspace.ts';

/** What every command on a workspace shares. */
export interface AmlSession {
  readonly workspace: Workspace;
  readonly cloud: Cloud;
  readonly client: RestClient;
  readonly clock: Clock;
}

/** The role that each kind of request needs: https://learn.microsoft.com/azure/machine-learning/how-to-assign-roles */
export const ROLES = {
  read: WORKSPACE_READER,
  scientist: 'AzureML Data Scientist on the workspace',
  compute: 'AzureML Compute Operator and AzureML Data Scientist, or Contributor, on the workspace',
  readBlobs: 'Storage Blob Data Reader on the storage account',
  readSecrets: 'Key Vault Secrets User on the vault, or an access policy with Get and List for secrets',
  quota: 'Reader on the subscription',
} as const;

/** A request to Azure Resource Manager about the ARM id. */
export function armRequest(
  { cloud }: AmlSession,
  method: Method,
  id: string,
  options: Pick<RestRequest, 'failing' | 'role' | 'accept' | 'body'> & {
    readonly query?: Readonly<Record<string, string>>;
  },
): RestRequest {
  const { query, ...rest } = options;
  return { method, url: armUrl(cloud.armEndpoint, id, query), audience: cloud.armEndpoint, ...rest };
}
