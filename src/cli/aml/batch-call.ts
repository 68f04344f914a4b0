import type { BatchCall } from '../../aml/invoke/batch-endpoint.ts';
import { parseDatastoreUri } from '../../aml/storage/datastore-path.ts';
import { resourceId } from '../../aml/workspace-paths.ts';
import type { Workspace } from '../../azure/workspace.ts';
import { toDataUri } from './options/asset-options.ts';
import { toPairs } from '../command/name-value.ts';
import type { ParsedOptions } from '../command/option-parser.ts';

export function toBatchCall(
  endpoint: string,
  { values, lists }: ParsedOptions,
  workspace: Workspace,
): BatchCall {
  const locations = (option: string): Readonly<Record<string, string>> =>
    mapped(toPairs(option, lists[option] ?? []), (value) => toEndpointUri(workspace, value));
  return {
    endpoint,
    deployment: values['deployment'] ?? null,
    experiment: values['experiment'] ?? null,
    folders: locations('input'),
    files: locations('input_file'),
    literals: toPairs('literal', lists['literal'] ?? []),
    outputs: mapped(toPairs('output', lists['output'] ?? []), (value) => {
      const slash = value.indexOf('/');
      return onDatastore(workspace, value.slice(0, slash), value.slice(slash + 1));
    }),
  };
}

/** An endpoint names a datastore by its id; `azureml://` is for jobs. */
export function toEndpointUri(workspace: Workspace, location: string): string {
  const isHere =
    location.startsWith('azureml://datastores/') || location.includes(`/workspaces/${workspace.name}/`);
  const place = isHere ? parseDatastoreUri(location) : null;
  return place === null
    ? toDataUri(workspace, location)
    : onDatastore(workspace, place.datastore, place.path);
}

function onDatastore(workspace: Workspace, datastore: string, path: string): string {
  return `${resourceId(workspace, 'datastores', datastore)}/paths/${path}`;
}

function mapped(
  values: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
