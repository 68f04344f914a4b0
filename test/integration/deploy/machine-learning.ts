import type { RouteResponse, Fields, Route } from './cloud.ts';
import {
  type ResourceManager,
  SUBSCRIPTION,
  WORKSPACE,
  WORKSPACE_ACCOUNT,
  WORKSPACE_CONTAINER,
} from './resource-manager.ts';

const HISTORY = String.raw`\/westeurope\.api\.azureml\.ms\/history\/v1\.0\/.*\/runs`;
const PRINCIPAL = '55555555-5555-5555-5555-555555555555';
const JOB_STATES = ['Preparing', 'Running', 'Completed'];

/**
 * What Azure Machine Learning does beyond keeping what it is given: https://learn.microsoft.com/rest/api/azureml/
 *
 * @param sas opens the workspace's storage account
 */
export function machineLearning(manager: ResourceManager, sas: string): readonly Route[] {
  const jobs = new Map<string, number>();
  return [
    [
      /^PUT .*\/computes\/[^/]+$/,
      ({ path, body }) => ({ status: 201, body: manager.put(path, toCluster(body)) }),
    ],
    [/^GET .*\/codes\/[^/]+\/versions$/, () => ({ body: { value: [] } })],
    [
      /^POST .*\/startPendingUpload$/,
      ({ origin }) => {
        const blobUri = `${origin}/${WORKSPACE_ACCOUNT}.blob.core.windows.net/${WORKSPACE_CONTAINER}`;
        const credential = { credentialType: 'SAS', sasUri: `${blobUri}?${sas}` };
        return {
          body: {
            blobReferenceForConsumption: { blobUri, credential },
            pendingUploadType: 'TemporaryBlobReference',
          },
        };
      },
    ],
    [
      /^PUT .*\/jobs\/(?<job>[^/]+)$/,
      ({ path, body }) => ({ status: 201, body: manager.put(path, toJob(body)) }),
    ],
    [
      /^GET (?<id>.*\/jobs\/(?<job>[^/]+))$/,
      ({ found }) => {
        const job = found['job'] ?? '';
        const round = jobs.get(job) ?? 0;
        jobs.set(job, round + 1);
        const stored = manager.get(found['id'] ?? '');
        return stored.body === undefined
          ? stored
          : { body: withStatus(stored.body as Fields, JOB_STATES[round] ?? 'Completed') };
      },
    ],
    [
      /^PUT .*\/batchEndpoints\/(?<name>[^/]+)$/,
      ({ path, body, found, origin }) => {
        const scoringUri = `${origin}/westeurope.api.azureml.ms/${found['name']}/jobs`;
        const properties = { ...(body['properties'] as Fields), scoringUri };
        return { status: 201, body: manager.put(path, { ...body, properties }) };
      },
    ],
    [
      /^POST \/westeurope\.api\.azureml\.ms\/parallel-run-ocr\/jobs$/,
      () => {
        manager.put(`${WORKSPACE}/jobs/batchjob-1`, { properties: { status: 'Preparing' } });
        return { status: 201, body: { id: `${WORKSPACE}/jobs/batchjob-1`, name: 'batchjob-1' } };
      },
    ],
    [/^GET .*\/locations\/westeurope\/vmSizes$/, () => ({ body: { value: VM_SIZES } })],
    [/^GET .*\/locations\/westeurope\/usages$/, () => ({ body: { value: USAGES } })],
    [new RegExp(`^GET ${HISTORY}/[^/]+/children$`), () => ({ body: { value: [] } })],
    [
      new RegExp(`^GET ${HISTORY}/(?<job>[^/]+)/details$`),
      ({ found, origin }) => details(origin, found['job'] ?? ''),
    ],
    [/^GET \/logs\/overview$/, () => ({ body: "(the progress overview, in AML's words)\n" })],
  ];
}

const VM_SIZES = [{ name: 'Standard_D4s_v3', family: 'standardDSv3Family', vCPUs: 4, gpus: 0 }];
const USAGES = [
  {
    id: `/subscriptions/${SUBSCRIPTION}/usages`,
    type: 'Microsoft.MachineLearningServices/vmFamily/usages',
    currentValue: 0,
    limit: 24,
    name: {
      value: 'Standard DSv3 Family Cluster Dedicated vCPUs',
      localizedValue: 'Standard DSv3 Family Cluster Dedicated vCPUs',
    },
    unit: 'Count',
  },
];

function toCluster(body: Fields): Fields {
  const outer = body['properties'] as Fields;
  const inner = { ...(outer['properties'] as Fields), allocationState: 'Steady', currentNodeCount: 0 };
  return {
    ...body,
    identity: { ...(body['identity'] as Fields), principalId: PRINCIPAL },
    properties: { ...outer, properties: inner },
  };
}

function toJob(body: Fields): Fields {
  const services = { Studio: { jobServiceType: 'Studio', endpoint: 'https://ml.azure.com/runs/first-run' } };
  return { ...body, properties: { ...(body['properties'] as Fields), status: 'Preparing', services } };
}

function withStatus(job: Fields, status: string): Fields {
  return { ...job, properties: { ...(job['properties'] as Fields), status } };
}

function details(origin: string, job: string): RouteResponse {
  return {
    body: { runId: job, logFiles: { 'logs/job_progress_overview.20200807.txt': `${origin}/logs/overview` } },
  };
}
