import { pathSegment } from '../azure/rest/path-segment.ts';
import type { AssetName } from './asset-name.ts';
import { ML_PROVIDER, type Workspace, workspaceId } from '../azure/workspace.ts';

/** The ARM id of a resource in the workspace: `resourceId(ws, 'computes', 'cpu')`. */
export function resourceId(workspace: Workspace, ...path: readonly string[]): string {
  return [workspaceId(workspace), ...path.map(pathSegment)].join('/');
}

/** The ARM id of a versioned asset. */
export function assetId(workspace: Workspace, kind: string, { name, version }: AssetName): string {
  return resourceId(workspace, kind, name, 'versions', version);
}

/** The ARM id of what a region offers to a subscription: `usages` or `vmSizes`. */
export function regionId({ subscription }: Workspace, region: string, what: 'usages' | 'vmSizes'): string {
  return `/subscriptions/${pathSegment(subscription)}/${ML_PROVIDER}/locations/${pathSegment(region)}/${what}`;
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
