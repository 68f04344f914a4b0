import { mapOf, oneOf, only, type Schema, type Shape, text, texts } from './shape.ts';

const kinds = (key: string, data: readonly string[], more: readonly Schema[] = []): Schema => ({
  type: 'object',
  discriminator: { propertyName: key },
  required: [key],
  oneOf: [...data.map((kind) => only({ [key]: { const: kind }, Uri: text }, key, 'Uri')), ...more],
});

/** https://learn.microsoft.com/azure/machine-learning/how-to-access-data-batch-endpoints-jobs */
const batchCall = only(
  {
    properties: only({
      InputData: mapOf(
        kinds(
          'JobInputType',
          ['UriFolder', 'UriFile'],
          [only({ JobInputType: { const: 'Literal' }, Value: text }, 'JobInputType', 'Value')],
        ),
      ),
      OutputData: mapOf(kinds('JobOutputType', ['UriFile', 'UriFolder'])),
      properties: only({ experimentName: text }),
    }),
  },
  'properties',
);

/** https://learn.microsoft.com/azure/machine-learning/v1/how-to-deploy-pipelines */
const pipelineCall = only(
  {
    ExperimentName: text,
    Description: text,
    Tags: texts,
    RunSource: text,
    ParameterAssignments: { type: 'object' },
    DataPathAssignments: mapOf(
      only({ DataStoreName: text, RelativePath: text }, 'DataStoreName', 'RelativePath'),
    ),
    DataSetDefinitionValueAssignments: mapOf(
      only({ SavedDataSetReference: only({ Id: text }, 'Id') }, 'SavedDataSetReference'),
    ),
  },
  'ExperimentName',
);

const tracked = (properties: Schema): Schema =>
  only(
    {
      location: text,
      tags: texts,
      kind: text,
      identity: { type: 'object' },
      sku: { type: 'object' },
      properties,
    },
    'location',
    'properties',
  );

const batchEndpoint = only(
  {
    authMode: oneOf('AMLToken', 'Key', 'AADToken'),
    description: text,
    properties: texts,
    defaults: only({ deploymentName: text }),
  },
  'authMode',
);

const batchDeployment = only({
  description: text,
  properties: texts,
  environmentVariables: texts,
  deploymentConfiguration: only(
    {
      deploymentConfigurationType: { const: 'PipelineComponent' },
      componentId: only({ referenceType: { const: 'Id' }, assetId: text }, 'referenceType', 'assetId'),
      description: text,
      settings: texts,
      tags: texts,
    },
    'deploymentConfigurationType',
  ),
});

export const endpointShapes: readonly Shape[] = [
  ['PUT', 'WORKSPACE/batchEndpoints/[^/]+', tracked(batchEndpoint)],
  ['PUT', 'WORKSPACE/batchEndpoints/[^/]+/deployments/[^/]+', tracked(batchDeployment)],
  ['POST', '/ocr-batch/jobs', batchCall],
  ['POST', '/[a-z]+/pipelines/v1\\.0WORKSPACE/PipelineRuns/.+', pipelineCall],
];
