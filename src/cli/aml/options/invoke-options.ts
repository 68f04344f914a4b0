import { type Check, matching } from '../../../config/option.ts';
import { isGuid } from '../../../contract/is-guid.ts';
import { dataLocation, resourceName } from './asset-options.ts';
import { HELP_FLAG, WORKSPACE_OPTIONS } from './workspace-options.ts';
import { nameValue } from '../../command/name-value.ts';
import type { OptionTable } from '../../command/option-parser.ts';

export const guid: Check = (value) => (isGuid(value) ? null : 'a GUID');
/** A datastore and a path on it. */
export const ON_DATASTORE = /^([\w-]+)\/(.+)$/;
const onDatastore: Check = matching(ON_DATASTORE, 'DATASTORE/PATH');
const anything: Check = () => null;
const list = (value: string, description: string, accepts: Check) => ({
  value,
  description,
  check: nameValue(accepts),
});

export const INVOKE_OPTIONS: OptionTable = {
  values: {
    endpoint: { value: 'NAME', description: 'A batch endpoint (v2)', check: resourceName },
    deployment: { value: 'NAME', description: "Not the endpoint's default", check: resourceName },
    pipeline: { value: 'GUID', description: 'A published pipeline (v1)', check: guid },
    pipeline_endpoint: {
      value: 'GUID|NAME',
      description: 'A pipeline endpoint (v1)',
      check: matching(/^[\w. -]{1,255}$/, 'its id, a GUID, or its name'),
    },
    pipeline_version: {
      value: 'VERSION',
      description: 'Of the pipeline endpoint; not its default',
      check: resourceName,
    },
    experiment: {
      value: 'NAME',
      description: 'The experiment',
      default: 'parallel-run-ocr',
      check: resourceName,
    },
    ...WORKSPACE_OPTIONS,
  },
  lists: {
    input: list('NAME=LOCATION', 'v2: a folder, as an address or a data asset NAME:VERSION', dataLocation),
    input_file: list('NAME=LOCATION', 'v2: a file, likewise', dataLocation),
    literal: list('NAME=VALUE', 'v2: a value', anything),
    output: list('NAME=DATASTORE/PATH', 'v2: a file for an output; must not exist yet', onDatastore),
    parameter: list('NAME=VALUE', 'v1: ParameterAssignments', anything),
    data_path: list('NAME=DATASTORE/PATH', 'v1: DataPathAssignments', onDatastore),
    dataset: list('NAME=GUID', 'v1: DataSetDefinitionValueAssignments, a registered dataset', guid),
  },
  flags: {
    follow: 'v2: follow the job until it has ended',
    dry_run: 'Print the request and do not send it; the workspace and the endpoint are read',
    ...HELP_FLAG,
  },
};
