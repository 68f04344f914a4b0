export interface DatastorePath {
  readonly datastore: string;
  /** Without slashes at its ends. */
  readonly path: string;
}

/**
 * The datastore and path of an `azureml://…/datastores/NAME/paths/PATH`, long or short form; null for anything else, such as
 * a path with `..` in it.
 */
export function parseDatastoreUri(uri: string): DatastorePath | null {
  const match = /^azureml:\/\/(?:.*\/)?datastores\/([^/]+)\/paths\/(.*)$/.exec(uri);
  const [, datastore, path] = match ?? [];
  if (datastore === undefined || path === undefined) return null;
  const plain = path.replaceAll(/^\/+|\/+$/g, '');
  return plain.split('/').some((name) => /^\.{1,2}$/.test(name)) ? null : { datastore, path: plain };
}
