import { invokeEndpoint } from '../../../src/aml/data-factory/adf-web-activities.ts';
import { executePipeline } from '../../../src/aml/data-factory/execute-pipeline.ts';
import type { FactoryFile } from '../../../src/aml/data-factory/resource.ts';
import { dailyTrigger } from '../../../src/aml/data-factory/trigger.ts';

const workspace = {
  subscription: '00000000-0000-0000-0000-000000000000',
  resourceGroup: 'RESOURCE_GROUP',
  name: 'WORKSPACE',
};
const datastore = `/subscriptions/${workspace.subscription}/resourceGroups/RESOURCE_GROUP/providers/Microsoft.MachineLearningServices/workspaces/WORKSPACE/datastores/ocr_images`;
const experiment = 'parallel-run-ocr';
const trigger = dailyTrigger({ pipeline: 'read_images', time: '23:30', start: '2026-01-01' });

/** What `aml/data-factory/` shows of `aml adf`, by folder: placeholders stand where a workspace's own names go. */
export const SAMPLE_FACTORIES: Readonly<Record<string, readonly FactoryFile[]>> = {
  'batch-endpoint': [
    ...invokeEndpoint(workspace, {
      name: 'read_images',
      scoringUri: 'https://ENDPOINT.REGION.inference.ml.azure.com/jobs',
      deployment: null,
      experiment,
      images: `${datastore}/paths/`,
      literals: { kv_readapi: 'readapisecret', kv_customimage: 'customimagesecret' },
      armEndpoint: 'https://management.azure.com',
      mlAudience: 'https://ml.azure.com',
    }),
    trigger,
  ],
  'published-pipeline': [
    ...executePipeline(workspace, {
      name: 'read_images',
      target: { kind: 'endpoint', id: '11111111-2222-3333-4444-555555555555', version: null },
      experiment,
      parameters: { kv_readapi: 'readapisecret', kv_customimage: 'customimagesecret' },
    }),
    trigger,
  ],
};
