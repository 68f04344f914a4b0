import { flag, matching, type OptionType, text } from '../../../config/option.ts';
import { grouped } from '../../../config/parse-options.ts';
import { isGuid } from '../../../contract/is-guid.ts';
import { dataLocation, EXPERIMENT, resourceName } from './asset-options.ts';
import { nameValue, pipelineInput } from '../../command/name-value.ts';
import { JSON_OUTPUT } from '../../command/json-output.ts';

export const guid = text((given) => (isGuid(given) ? null : 'a GUID'));
/** A datastore and a path on it. */
export const ON_DATASTORE = /^([\w-]+)\/(.+)$/;
const onDatastore = matching(ON_DATASTORE, 'DATASTORE/PATH');
const list = (value: string, description: string, type: OptionType<string>) =>
  ({ value, description, type, repeatable: true }) as const;

/** The pipeline to run, for `aml invoke` and `aml adf`. */
export const TARGET_OPTIONS = grouped('Target', {
  endpoint: { value: 'NAME', description: 'A batch endpoint (v2)', type: resourceName },
  deployment: {
    value: 'NAME',
    description: 'Deployment of the batch endpoint',
    defaultDescription: "the endpoint's default",
    type: resourceName,
  },
  pipeline: { value: 'GUID', description: 'A published pipeline (v1)', type: guid },
  pipeline_endpoint: {
    value: 'GUID|NAME',
    description: 'A pipeline endpoint (v1)',
    type: matching(/^[\w. -]{1,255}$/, 'its id, a GUID, or its name'),
  },
  pipeline_version: {
    value: 'VERSION',
    description: 'Pipeline endpoint version',
    defaultDescription: "the endpoint's default",
    type: resourceName,
  },
  experiment: EXPERIMENT,
});

export const INVOKE_OPTIONS = {
  ...JSON_OUTPUT,
  ...TARGET_OPTIONS,
  ...grouped('Inputs and outputs of a batch endpoint (v2)', {
    input: list(
      'NAME=LOCATION',
      'A folder: an address or a data asset, NAME:VERSION',
      nameValue(dataLocation),
    ),
    input_file: list(
      'NAME=LOCATION',
      'A file: an address or a data asset, NAME:VERSION',
      nameValue(dataLocation),
    ),
    literal: list('NAME=VALUE', 'A literal input', pipelineInput),
    output: list(
      'NAME=DATASTORE/PATH',
      'The file for an output; it must not exist yet',
      nameValue(onDatastore),
    ),
  }),
  ...grouped('Inputs of a published pipeline (v1)', {
    parameter: list('NAME=VALUE', 'A parameter (ParameterAssignments)', pipelineInput),
    data_path: list(
      'NAME=DATASTORE/PATH',
      'A path on a datastore (DataPathAssignments)',
      nameValue(onDatastore),
    ),
    dataset: list('NAME=GUID', 'A registered dataset (DataSetDefinitionValueAssignments)', nameValue(guid)),
  }),
  ...grouped('Run', {
    follow: flag('Follow the job of a batch endpoint (v2) until it ends'),
    dry_run: flag('Print the request without sending it; the workspace and the endpoint are still read'),
  }),
};
