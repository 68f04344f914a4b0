import { type Cloud, storageAddress } from '../../azure/cloud.ts';
import { AzureError } from '../../azure/azure-error.ts';
import { jsonBody, textAt } from '../../azure/rest/json-body.ts';
import { armRequest, type AmlSession, ROLES } from '../aml-session.ts';
import { resourceId } from '../workspace-paths.ts';

/** The version of the storage service that blob requests are written for. */
export const STORAGE_VERSION = '2021-12-02';

/** https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata */
const CONTAINER_NAME = /^\$?[a-z0-9](?:-?[a-z0-9]){0,62}$/;

export interface BlobContainer {
  /** Without a trailing slash. */
  readonly url: string;
  readonly account: string;
  readonly name: string;
  /** `None` where the caller's identity is used. */
  readonly credentials: string;
}

/**
 * The container in which a datastore stores its blobs. Data Lake Storage Gen2 serves the blob API as well.
 *
 * https://learn.microsoft.com/rest/api/azureml/datastores/get
 *
 * @throws AzureError when it is a datastore of another kind
 */
export async function findContainer(
  session: AmlSession,
  datastore: string,
  signal: AbortSignal,
): Promise<BlobContainer> {
  const { workspace, client, cloud } = session;
  const request = armRequest(session, 'GET', resourceId(workspace, 'datastores', datastore), {
    failing: `Datastore '${datastore}' cannot be read`,
    role: ROLES.scientist,
  });
  const { properties } = jsonBody(await client.send(request, signal), request);
  const account = textAt(properties, 'accountName');
  const name = textAt(properties, 'containerName') ?? textAt(properties, 'filesystem');
  if (account === null || name === null) {
    throw new AzureError(
      'storage_rejected',
      `Datastore '${datastore}' is of the type ${textAt(properties, 'datastoreType') ?? 'unknown'}: give one of the type AzureBlob or AzureDataLakeGen2.`,
    );
  }
  const credentials = textAt(properties, 'credentials', 'credentialsType') ?? 'None';
  return {
    url: containerUrl(cloud, account, name, textAt(properties, 'endpoint')),
    account,
    name,
    credentials,
  };
}

function containerUrl(cloud: Cloud, account: string, name: string, endpoint: string | null): string {
  if (!CONTAINER_NAME.test(name)) {
    throw new AzureError(
      'foreign_name',
      `The container of the datastore is ${JSON.stringify(name)}, which is not a name of Azure.`,
    );
  }
  return `${storageAddress(cloud, account, endpoint)}/${encodeURIComponent(name)}`;
}
