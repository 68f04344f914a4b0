import type { Script, Scripted } from './azure-server.ts';
import { WS } from './run-aml.ts';

export const JOB = 'parallel-run-ocr-1a2b3c4d';
const LONG =
  'azureml://subscriptions/00000000-1111-2222-3333-444444444444/resourcegroups/rg/workspaces/ws/datastores';
export const ROWS = `${LONG}/workspaceblobstore/paths/parallel-run-ocr/${JOB}/parallel_run_step.txt`;
export const IMAGES = 'azureml://datastores/ocr_images/paths/';
export const HISTORY = `/westeurope/history/v1.0${WS}/runs`;
export const DAY = ['--images', IMAGES, '--input_partition', '2020/08/07', '--kv_readapi', 'readapisecret'];

const job = (status: string, rows: string): Scripted => ({
  body: {
    id: `${WS}/jobs/${JOB}`,
    name: JOB,
    properties: {
      jobType: 'Pipeline',
      status,
      services: { Studio: { jobServiceType: 'Studio', endpoint: 'https://ml.azure.com/runs/x' } },
      outputs: { rows: { jobOutputType: 'uri_file', uri: rows, mode: 'ReadWriteMount' } },
    },
  },
});

/** Azure with the job JOB, in these states one after the other, and one step. */
export function jobScript(url: string, states: readonly string[], rows = ROWS): Script {
  return {
    [`PUT ${WS}/jobs/${JOB}`]: { ...job('Preparing', rows), status: 201 },
    [`GET ${WS}/jobs/${JOB}`]: states.map((state) => job(state, rows)),
    [`GET ${WS}`]: { body: { location: 'westeurope', properties: {} } },
    [`GET ${HISTORY}/${JOB}/children`]: { body: { value: [{ runId: 'step-run' }] } },
    [`GET ${HISTORY}/${JOB}/details`]: {
      body: { runId: JOB, logFiles: { 'logs/azureml/executionlogs.txt': `${url}/other` } },
    },
    [`GET ${HISTORY}/step-run/details`]: {
      body: {
        runId: 'step-run',
        error: { error: { code: 'UserError', message: 'The threshold was passed.' } },
        logFiles: {
          'logs/job_progress_overview.2020080700.txt': `${url}/logs/old?sig=s`,
          'logs/job_progress_overview.2020080701.txt': `${url}/logs/overview?sig=s`,
          'logs/job_result.txt': `${url}/logs/result?sig=s`,
        },
      },
    },
    'GET /logs/overview': [{ body: 'scheduled 2\n' }, { body: 'scheduled 2\nprocessed 1\n' }],
    'GET /logs/result': { body: 'More than 100 items failed.\n' },
    [`GET ${WS}/datastores/workspaceblobstore`]: {
      body: {
        properties: {
          datastoreType: 'AzureBlob',
          accountName: 'account',
          containerName: 'c',
          endpoint: 'core.windows.net',
        },
      },
    },
  };
}
