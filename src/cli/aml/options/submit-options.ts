import { TEXT_INPUTS } from '../../../aml/worker-inputs.ts';
import { anyText } from '../../../config/option.ts';
import {
  assetName,
  CLUSTER,
  COMPONENT,
  dataLocation,
  OUTPUT_DATASTORE,
  resourceName,
} from './asset-options.ts';
import { NODE_OPTIONS } from './node-options.ts';
import { HELP_FLAG, WORKSPACE_OPTIONS } from './workspace-options.ts';
import type { OptionTable } from '../../command/option-parser.ts';

export const SUBMIT_OPTIONS: OptionTable = {
  values: {
    images: {
      value: 'LOCATION',
      description: 'The folder to read: an address or a data asset, NAME:VERSION',
      check: dataLocation,
    },
    metadata: { value: 'LOCATION', description: 'A CSV whose columns go into the rows', check: dataLocation },
    component: {
      value: 'NAME:VERSION',
      description: 'What aml provision has made',
      default: COMPONENT,
      check: assetName,
    },
    compute: { value: 'NAME', description: 'The cluster', default: CLUSTER, check: resourceName },
    output_datastore: {
      value: 'NAME',
      description: 'Where the rows go, into parallel-run-ocr/JOB/parallel_run_step.txt',
      default: OUTPUT_DATASTORE,
      check: resourceName,
    },
    experiment: {
      value: 'NAME',
      description: 'Groups jobs in the studio',
      default: 'parallel-run-ocr',
      check: resourceName,
    },
    name: {
      value: 'JOB',
      description: 'The name of the job, new in the workspace',
      default: 'parallel-run-ocr- and a random part',
      check: resourceName,
    },
    attach: {
      value: 'JOB',
      description: 'Follow (and download) a job that was submitted before',
      check: resourceName,
    },
    download: {
      value: 'DIR',
      description: 'When the job has completed, fetch its rows and failed items to DIR',
      check: anyText,
    },
    ...NODE_OPTIONS,
    ...Object.fromEntries(TEXT_INPUTS),
    ...WORKSPACE_OPTIONS,
  },
  flags: {
    detach: 'Submit, print the name of the job and leave',
    dry_run: 'Print the request and send nothing',
    ...HELP_FLAG,
  },
};
