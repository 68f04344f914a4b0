export interface DatastorePath {
  readonly datastore: string;
  /** Without slashes at its ends. */
  readonly path: string;
}

/** The datastore and path of an `azureml://…/datastores/NAME/paths/PATH`, long or short form; null for anything else. */
export function parseDatastoreUri(uri: string): DatastorePath | null {
  const match = /^azureml:\/\/(?:.*\/)?datastores\/([^/]+)\/paths\/(.*)$/.exec(uri);
  const [, datastore, path] = match ?? [];
  return datastore === undefined || path === undefined
    ? null
    : { datastore, path: path.replaceAll(/^\/+|\/+$/g, '') };
}
