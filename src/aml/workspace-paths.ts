import { ML_PROVIDER, type Workspace, workspaceId } from '../azure/workspace.ts';

/**
 * The stable version of the service's REST API that every request and every test here was written against.
 *
 * https://learn.microsoft.com/rest/api/azureml
 */
const API_VERSION = '2024-10-01';

/** The ARM id of something in the workspace: `resourceId(ws, 'computes', 'cpu')`. */
export function resourceId(workspace: Workspace, ...path: readonly string[]): string {
  return [workspaceId(workspace), ...path.map(encodeURIComponent)].join('/');
}

/** The ARM id of a versioned asset. */
export function assetId(workspace: Workspace, kind: string, { name, version }: AssetName): string {
  return resourceId(workspace, kind, name, 'versions', version);
}

export interface AssetName {
  readonly name: string;
  readonly version: string;
}

/** `NAME:VERSION`; null when it is not one. https://learn.microsoft.com/azure/machine-learning/how-to-manage-resources-assets */
export function parseAssetName(text: string): AssetName | null {
  const match = /^([A-Za-z0-9][\w.-]{0,253}):([\w.-]{1,64})$/.exec(text);
  const [, name, version] = match ?? [];
  return name === undefined || version === undefined ? null : { name, version };
}

/** The request's address for an ARM id. */
export function armUrl(
  armEndpoint: string,
  id: string,
  query: Readonly<Record<string, string>> = {},
): string {
  return `${armEndpoint}${id}?${new URLSearchParams({ ...query, 'api-version': API_VERSION }).toString()}`;
}

/** What a region offers to a subscription: `usages` or `vmSizes`. */
export function regionId({ subscription }: Workspace, region: string, what: 'usages' | 'vmSizes'): string {
  return `/subscriptions/${encodeURIComponent(subscription)}/${ML_PROVIDER}/locations/${encodeURIComponent(region)}/${what}`;
}

/**
 * The long form of a datastore path. The short one (`azureml://datastores/…`) is not resolved everywhere.
 *
 * https://learn.microsoft.com/azure/machine-learning/how-to-access-data-interactive#access-data-from-a-datastore-uri-like-a-filesystem
 */
export function datastoreUri(workspace: Workspace, datastore: string, path: string): string {
  const { subscription, resourceGroup, name } = workspace;
  return `azureml://subscriptions/${subscription}/resourcegroups/${resourceGroup}/workspaces/${name}/datastores/${datastore}/paths/${path}`;
}
