import type { BatchCall } from '../../aml/invoke/invoke-batch-endpoint.ts';
import { parseDatastoreUri } from '../../aml/storage/datastore-path.ts';
import { resourceId } from '../../aml/workspace-paths.ts';
import type { Workspace } from '../../azure/workspace.ts';
import type { ParsedOptions } from '../../config/parse-options.ts';
import { toDataUri } from './options/asset-options.ts';
import type { INVOKE_OPTIONS } from './options/invoke-options.ts';
import { toPairs } from '../command/name-value.ts';

export function toBatchCall(
  endpoint: string,
  values: ParsedOptions<typeof INVOKE_OPTIONS>,
  workspace: Workspace,
): BatchCall {
  const locations = (option: 'input' | 'input_file'): Readonly<Record<string, string>> =>
    mapped(toPairs(option, values[option]), (value) => toEndpointUri(workspace, value));
  return {
    endpoint,
    deployment: values.deployment ?? null,
    experiment: values.experiment,
    folders: locations('input'),
    files: locations('input_file'),
    literals: toPairs('literal', values.literal),
    outputs: mapped(toPairs('output', values.output), (value) => {
      const slash = value.indexOf('/');
      return onDatastore(workspace, value.slice(0, slash), value.slice(slash + 1));
    }),
  };
}

/** A batch endpoint accepts a datastore by its ARM id; `azureml://` works in jobs only. */
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
