import { TEXT_INPUTS } from '../../../aml/worker-inputs.ts';
import { anyText, flag } from '../../../config/option.ts';
import { grouped } from '../../../config/parse-options.ts';
import {
  COMPONENT,
  COMPUTE,
  dataLocation,
  DEFAULT_DATASTORE,
  EXPERIMENT,
  resourceName,
} from './asset-options.ts';
import { ALLOW_EMPTY } from '../../replay/options.ts';
import { NODE_OPTIONS } from './node-options.ts';
import { JSON_OUTPUT } from '../../command/json-output.ts';

/** Passed on unchanged; the worker parses them. */
const workerInputs: object = Object.fromEntries(TEXT_INPUTS);

export const SUBMIT_OPTIONS = {
  ...JSON_OUTPUT,
  ...grouped('Input', {
    images: {
      value: 'LOCATION',
      description: 'The folder to read: an address or a data asset, NAME:VERSION',
      type: dataLocation,
    },
    metadata: {
      value: 'LOCATION',
      description: 'A CSV file whose columns go into the rows',
      type: dataLocation,
    },
  }),
  ...grouped('Output', {
    output_datastore: {
      value: 'NAME',
      description: 'The datastore for the rows, in parallel-run-ocr/JOB/parallel_run_step.txt',
      default: DEFAULT_DATASTORE,
      type: resourceName,
    },
    download: {
      value: 'DIR',
      description: 'Download rows and failed items to DIR when the job has completed',
      type: anyText,
    },
  }),
  ...grouped('Result', { allow_empty: ALLOW_EMPTY }),
  ...grouped('Job', {
    component: COMPONENT,
    compute: COMPUTE,
    experiment: EXPERIMENT,
    name: {
      value: 'JOB',
      description: 'The name of the job; must be unique in the workspace',
      defaultDescription: 'parallel-run-ocr- and a random suffix',
      type: resourceName,
    },
    attach: {
      value: 'JOB',
      description: 'Follow a job that was submitted earlier, instead of submitting one',
      type: resourceName,
    },
    detach: flag('Submit, print the name of the job and exit'),
    dry_run: flag('Print the request without sending it'),
  }),
  ...NODE_OPTIONS,
  ...workerInputs,
};
