import { nodes } from './job-shapes.ts';
import { mapOf, oneOf, only, type Schema, type Shape, text, texts, whole } from './shape.ts';

const flag: Schema = { type: 'boolean' };
const resource = { description: text, tags: texts, properties: texts };
const asset = { ...resource, isAnonymous: flag, isArchived: flag };
const inProperties = (schema: Schema): Schema => only({ properties: schema }, 'properties');

const datastore = only(
  {
    ...resource,
    datastoreType: { const: 'AzureBlob' },
    accountName: text,
    containerName: text,
    endpoint: text,
    protocol: text,
    credentials: only({ credentialsType: { const: 'None' } }, 'credentialsType'),
    serviceDataAccessAuthIdentity: text,
    resourceGroup: text,
    subscriptionId: text,
  },
  'credentials',
  'datastoreType',
);

const data = only(
  { ...asset, dataType: oneOf('uri_folder', 'uri_file', 'mltable'), dataUri: text },
  'dataType',
  'dataUri',
);

const environment = only({
  ...asset,
  image: text,
  condaFile: text,
  build: { type: 'object' },
  inferenceConfig: { type: 'object' },
  osType: oneOf('Linux', 'Windows'),
  autoRebuild: oneOf('Disabled', 'OnBaseImageUpdate'),
  stage: text,
});

const code = only({ ...asset, codeUri: text });

const compute = only(
  {
    location: text,
    tags: texts,
    identity: only({ type: oneOf('None', 'SystemAssigned', 'UserAssigned') }, 'type'),
    sku: { type: 'object' },
    properties: only(
      {
        computeType: { const: 'AmlCompute' },
        computeLocation: text,
        description: text,
        resourceId: text,
        disableLocalAuth: flag,
        properties: only({
          osType: oneOf('Linux', 'Windows'),
          vmSize: text,
          vmPriority: oneOf('Dedicated', 'LowPriority'),
          isolatedNetwork: flag,
          scaleSettings: only(
            {
              maxNodeCount: whole,
              minNodeCount: whole,
              nodeIdleTimeBeforeScaleDown: { type: 'string', pattern: '^PT(\\d+H)?(\\d+M)?(\\d+S)?$' },
            },
            'maxNodeCount',
          ),
          subnet: { type: 'object' },
          remoteLoginPortPublicAccess: oneOf('Enabled', 'Disabled', 'NotSpecified'),
          enableNodePublicIp: flag,
        }),
      },
      'computeType',
    ),
  },
  'properties',
);

/** Free-form in the specification: these are the keys that the Python SDK (azure-ai-ml 1.35.2) sends. */
const port = only({ type: text, mode: text, optional: flag, default: text, description: text }, 'type');
const common = {
  $schema: text,
  name: text,
  version: text,
  display_name: text,
  description: text,
  is_deterministic: flag,
  inputs: mapOf(port),
  outputs: mapOf(port),
  _source: text,
};

const parallel = only(
  {
    ...common,
    type: { const: 'parallel' },
    input_data: text,
    mini_batch_size: { type: 'string', pattern: '^\\d+([kKmMgG][bB])?$' },
    max_concurrency_per_instance: whole,
    resources: only({ instance_count: whole }),
    retry_settings: only({ max_retries: whole, timeout: whole }),
    error_threshold: whole,
    mini_batch_error_threshold: whole,
    logging_level: text,
    task: only(
      {
        type: { const: 'run_function' },
        code: text,
        entry_script: text,
        environment: text,
        append_row_to: text,
        program_arguments: text,
      },
      'type',
      'code',
      'entry_script',
      'environment',
    ),
  },
  'type',
  'task',
  'input_data',
);

const pipeline = only(
  { ...common, type: { const: 'pipeline' }, jobs: nodes, sourceJobId: {} },
  'type',
  'jobs',
);

const component = only({
  ...asset,
  componentSpec: {
    type: 'object',
    discriminator: { propertyName: 'type' },
    required: ['type'],
    oneOf: [parallel, pipeline],
  },
});

export const assetShapes: readonly Shape[] = [
  ['PUT', 'WORKSPACE/datastores/[^/]+', inProperties(datastore)],
  ['PUT', 'WORKSPACE/data/[^/]+/versions/[^/]+', inProperties(data)],
  ['PUT', 'WORKSPACE/environments/[^/]+/versions/[^/]+', inProperties(environment)],
  ['PUT', 'WORKSPACE/codes/[^/]+/versions/[^/]+', inProperties(code)],
  [
    'POST',
    'WORKSPACE/codes/[^/]+/versions/[^/]+/startPendingUpload',
    only({ pendingUploadId: text, pendingUploadType: oneOf('None', 'TemporaryBlobReference') }),
  ],
  ['PUT', 'WORKSPACE/components/[^/]+/versions/[^/]+', inProperties(component)],
  ['PUT', 'WORKSPACE/computes/[^/]+', compute],
];
