import type { Workspace } from '../../azure/workspace.ts';
import { ROLES } from '../aml-session.ts';
import type { AssetName } from '../asset-name.ts';
import { assetId, datastoreUri, resourceId } from '../workspace-paths.ts';
import { never, type DesiredResource } from './desired-resource.ts';
import { PROJECT_TAGS } from '../project-tags.ts';

export interface Datastore {
  readonly name: string;
  readonly account: string;
  readonly container: string;
  /** `core.windows.net` */
  readonly endpoint: string;
}

/**
 * A blob container, without credentials: jobs sign in to it as the compute's identity.
 *
 * https://learn.microsoft.com/rest/api/azureml/datastores/create-or-update
 */
export function datastore(
  workspace: Workspace,
  { name, account, container, endpoint }: Datastore,
): DesiredResource {
  const location = { datastoreType: 'AzureBlob', accountName: account, containerName: container };
  return {
    title: `Datastore '${name}'`,
    id: resourceId(workspace, 'datastores', name),
    role: ROLES.scientist,
    body: {
      properties: {
        ...location,
        endpoint,
        protocol: 'https',
        credentials: { credentialsType: 'None' },
        tags: PROJECT_TAGS,
      },
    },
    identity: { properties: location },
    // A change would make existing jobs read from another location.
    isMutable: never,
    advice: 'Give --datastore another name.',
  };
}

/** A named folder of a datastore: https://learn.microsoft.com/rest/api/azureml/data-versions/create-or-update */
export function dataAsset(
  workspace: Workspace,
  name: AssetName,
  store: string,
  path: string,
): DesiredResource {
  const dataUri = datastoreUri(workspace, store, path.replace(/^\/+/, ''));
  const location = { dataType: 'uri_folder', dataUri };
  return {
    title: `Data asset '${name.name}:${name.version}'`,
    id: assetId(workspace, 'data', name),
    role: ROLES.scientist,
    body: { properties: { ...location, isAnonymous: false, tags: PROJECT_TAGS } },
    identity: { properties: location },
    isMutable: never,
    advice: 'A version cannot be changed: give --data another version.',
  };
}
