import { mapOf, oneOf, only, type Shape, text, texts } from './shape.ts';

const delivery = oneOf('ReadOnlyMount', 'ReadWriteMount', 'Download', 'Direct', 'EvalMount', 'EvalDownload');

const jobInput = {
  type: 'object',
  discriminator: { propertyName: 'jobInputType' },
  required: ['jobInputType'],
  oneOf: [
    only({ jobInputType: { const: 'literal' }, value: text, description: text }, 'jobInputType', 'value'),
    ...['uri_folder', 'uri_file', 'mltable'].map((type) =>
      only(
        { jobInputType: { const: type }, uri: text, mode: delivery, description: text },
        'jobInputType',
        'uri',
      ),
    ),
  ],
};

const jobOutput = only(
  {
    jobOutputType: oneOf('uri_folder', 'uri_file', 'mltable'),
    uri: text,
    mode: oneOf('ReadWriteMount', 'Upload', 'Direct'),
    description: text,
  },
  'jobOutputType',
);

/** A node is free-form in the specification; these keys are what the Python SDK (azure-ai-ml 1.35.2) sends. */
const parallelNode = only(
  {
    type: { const: 'parallel' },
    name: text,
    componentId: text,
    computeId: text,
    inputs: mapOf(only({ job_input_type: { const: 'literal' }, value: text }, 'job_input_type', 'value')),
    outputs: mapOf(only({ type: { const: 'literal' }, value: text }, 'type', 'value')),
    resources: only({ instance_count: { type: 'integer', minimum: 1 } }),
    retry_settings: only({ max_retries: { type: 'integer' }, timeout: { type: 'integer' } }),
    mini_batch_size: { type: 'integer', minimum: 1 },
    mini_batch_error_threshold: { type: 'integer', minimum: -1 },
    error_threshold: { type: 'integer', minimum: -1 },
    max_concurrency_per_instance: { type: 'integer', minimum: 1 },
    logging_level: oneOf('DEBUG', 'INFO', 'WARNING'),
    identity: only({ identity_type: text }),
    environment_variables: texts,
    _source: text,
  },
  'type',
  'name',
  'componentId',
  'inputs',
  'outputs',
);

const pipelineJob = only(
  {
    jobType: { const: 'Pipeline' },
    displayName: text,
    description: text,
    experimentName: text,
    computeId: text,
    tags: texts,
    properties: texts,
    isArchived: { type: 'boolean' },
    settings: { type: 'object' },
    inputs: mapOf(jobInput),
    outputs: mapOf(jobOutput),
    jobs: mapOf(parallelNode),
  },
  'jobType',
);

export const nodes = mapOf(parallelNode);

export const jobShapes: readonly Shape[] = [
  ['PUT', 'WORKSPACE/jobs/[^/]+', only({ properties: pipelineJob }, 'properties')],
];
