/**
 * The properties the documentation has for what our files use, and no other: a misspelt one is passed over by the service.
 * https://learn.microsoft.com/azure/data-factory/transform-data-machine-learning-service,
 * https://learn.microsoft.com/azure/data-factory/control-flow-web-activity (and -until-, -if-condition-, -wait-, -fail-),
 * https://learn.microsoft.com/azure/data-factory/concepts-pipelines-activities,
 * https://learn.microsoft.com/azure/data-factory/concepts-pipeline-execution-triggers
 */
const any = {};
const text = { anyOf: [{ type: 'string' }, { $ref: '#/$defs/expression' }] };

const only = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const reference = (type: string) => only({ referenceName: { type: 'string' }, type: { const: type } });
const activities = { type: 'array', minItems: 1, items: { $ref: '#/$defs/activity' } };
const authentication = only({ type: { const: 'MSI' }, resource: { type: 'string', format: 'uri' } });

const TYPE_PROPERTIES: Readonly<Record<string, object>> = {
  AzureMLExecutePipeline: {
    ...only(
      {
        mlPipelineId: text,
        mlPipelineEndpointId: text,
        version: text,
        experimentName: text,
        mlPipelineParameters: { type: 'object', additionalProperties: text },
        mlParentRunId: text,
        dataPathAssignments: any,
        continueOnStepFailure: any,
      },
      [],
    ),
    oneOf: [{ required: ['mlPipelineId'] }, { required: ['mlPipelineEndpointId'] }],
  },
  WebActivity: {
    ...only({ method: { enum: ['GET', 'POST'] }, url: text, headers: any, body: any, authentication }, [
      'method',
      'url',
      'authentication',
    ]),
    anyOf: [{ properties: { method: { const: 'GET' } } }, { required: ['body', 'headers'] }],
  },
  Until: only({ expression: text, timeout: { $ref: '#/$defs/duration' }, activities }),
  IfCondition: only({ expression: text, ifTrueActivities: activities, ifFalseActivities: activities }, [
    'expression',
  ]),
  Wait: only({ waitTimeInSeconds: { type: 'integer', minimum: 1 } }),
  Fail: only({ message: text, errorCode: text }),
};

const policy = only(
  {
    timeout: { $ref: '#/$defs/duration' },
    retry: { type: 'integer', minimum: 0 },
    retryIntervalInSeconds: { type: 'integer', minimum: 30, maximum: 86_400 },
    secureInput: { type: 'boolean' },
    secureOutput: { type: 'boolean' },
  },
  ['timeout', 'retry'],
);

const activity = {
  ...only(
    {
      name: { type: 'string', pattern: '^\\w[\\w -]{0,54}$' },
      type: { enum: Object.keys(TYPE_PROPERTIES) },
      description: { type: 'string' },
      dependsOn: {
        type: 'array',
        items: only({ activity: { type: 'string' }, dependencyConditions: { const: ['Succeeded'] } }),
      },
      policy,
      linkedServiceName: reference('LinkedServiceReference'),
      typeProperties: any,
    },
    ['name', 'type', 'typeProperties'],
  ),
  allOf: Object.entries(TYPE_PROPERTIES).map(([type, properties]) => ({
    anyOf: [
      { properties: { type: { not: { const: type } } } },
      { properties: { typeProperties: properties } },
    ],
  })),
};

const recurrence = only({
  frequency: { enum: ['Minute', 'Hour', 'Day', 'Week', 'Month'] },
  interval: { type: 'integer', minimum: 1 },
  startTime: { type: 'string', format: 'date-time' },
  timeZone: { type: 'string' },
  schedule: only({
    hours: { type: 'array', items: { type: 'integer', minimum: 0, maximum: 23 } },
    minutes: { type: 'array', items: { type: 'integer', minimum: 0, maximum: 59 } },
  }),
});
const annotations = { type: 'array', items: { type: 'string' } };

const PROPERTIES: Readonly<Record<string, object>> = {
  linkedService: only({
    type: { const: 'AzureMLService' },
    annotations,
    typeProperties: only({
      subscriptionId: { type: 'string' },
      resourceGroupName: { type: 'string' },
      mlWorkspaceName: { type: 'string' },
      authentication: { const: 'MSI' },
    }),
  }),
  pipeline: only({
    description: { type: 'string' },
    activities,
    parameters: { type: 'object', additionalProperties: only({ type: { const: 'string' } }) },
    annotations,
  }),
  trigger: only({
    type: { const: 'ScheduleTrigger' },
    runtimeState: { enum: ['Started', 'Stopped'] },
    annotations,
    pipelines: {
      type: 'array',
      items: only({ pipelineReference: reference('PipelineReference'), parameters: { type: 'object' } }),
    },
    typeProperties: only({ recurrence }),
  }),
};

/** @param folder `linkedService`, `pipeline` or `trigger` */
export function factorySchema(folder: string) {
  return {
    ...only({ name: { type: 'string' }, properties: PROPERTIES[folder] ?? false }),
    $defs: {
      expression: only({ value: { type: 'string', pattern: '^@' }, type: { const: 'Expression' } }),
      duration: { type: 'string', pattern: '^\\d+\\.\\d\\d:\\d\\d:\\d\\d$' },
      activity,
    },
  };
}
