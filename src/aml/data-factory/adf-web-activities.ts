import type { Workspace } from '../../azure/workspace.ts';
import { batchCallBody } from '../invoke/invoke-batch-endpoint.ts';
import { armUrl } from '../../azure/rest/arm-url.ts';
import { resourceId } from '../workspace-paths.ts';
import {
  type FactoryFile,
  factoryPipeline,
  once,
  PARTITION_EXPRESSION,
  repeatable,
  ONE_DAY,
} from './resource.ts';

export interface InvokeEndpoint {
  readonly name: string;
  /** `https://NAME.REGION.inference.ml.azure.com/jobs` */
  readonly scoringUri: string;
  readonly deployment: string | null;
  readonly experiment: string;
  /** The folder with the images, as the endpoint accepts it. */
  readonly images: string;
  /** Further inputs of the endpoint; `input_partition` is the day's. */
  readonly literals: Readonly<Record<string, string>>;
  /** Without a trailing slash. */
  readonly armEndpoint: string;
  /** The audience of the endpoint's tokens, for example `https://ml.azure.com`. */
  readonly mlAudience: string;
}

const JOB = "activity('job').output.properties.status";
const ENDED = `@contains(createArray('Completed', 'Failed', 'Canceled'), ${JOB})`;
const SECONDS_BETWEEN_POLLS = 120;

/**
 * Web activities for a batch endpoint: submit, poll until the job has ended, fail when it did not complete. The
 * factory's own managed identity signs in; it needs the role AzureML Data Scientist on the workspace.
 *
 * https://learn.microsoft.com/azure/machine-learning/how-to-use-batch-azure-data-factory,
 * https://learn.microsoft.com/azure/data-factory/control-flow-web-activity
 */
export function invokeEndpoint(workspace: Workspace, invoke: InvokeEndpoint): readonly FactoryFile[] {
  const about =
    'Invokes the batch endpoint for the images of one partition and waits until its job has ended.';
  return [
    factoryPipeline(invoke.name, about, [submit(invoke), waitFor(workspace, invoke), failUnlessCompleted()]),
  ];
}

function submit({ scoringUri, deployment, experiment, images, literals, mlAudience }: InvokeEndpoint) {
  return {
    name: 'submit',
    type: 'WebActivity',
    dependsOn: [],
    policy: once,
    typeProperties: {
      method: 'POST',
      url: scoringUri,
      headers: {
        'Content-Type': 'application/json',
        ...(deployment !== null && { 'azureml-model-deployment': deployment }),
      },
      body: batchCallBody({
        experiment,
        folders: { images },
        files: {},
        literals: { ...literals, input_partition: PARTITION_EXPRESSION },
        outputs: {},
      }),
      authentication: { type: 'MSI', resource: mlAudience },
    },
  };
}

function waitFor(workspace: Workspace, { armEndpoint }: InvokeEndpoint) {
  const [before, after] = armUrl(armEndpoint, resourceId(workspace, 'jobs', 'JOB')).split('/JOB');
  return {
    name: 'until_ended',
    type: 'Until',
    dependsOn: [{ activity: 'submit', dependencyConditions: ['Succeeded'] }],
    typeProperties: {
      expression: { value: ENDED, type: 'Expression' },
      timeout: ONE_DAY,
      activities: [
        {
          name: 'pause',
          type: 'Wait',
          dependsOn: [],
          typeProperties: { waitTimeInSeconds: SECONDS_BETWEEN_POLLS },
        },
        {
          name: 'job',
          type: 'WebActivity',
          dependsOn: [{ activity: 'pause', dependencyConditions: ['Succeeded'] }],
          policy: repeatable,
          typeProperties: {
            method: 'GET',
            url: {
              value: `@concat('${before ?? ''}/', activity('submit').output.name, '${after ?? ''}')`,
              type: 'Expression',
            },
            authentication: { type: 'MSI', resource: armEndpoint },
          },
        },
      ],
    },
  };
}

function failUnlessCompleted() {
  return {
    name: 'completed',
    type: 'IfCondition',
    dependsOn: [{ activity: 'until_ended', dependencyConditions: ['Succeeded'] }],
    typeProperties: {
      expression: { value: `@equals(${JOB}, 'Completed')`, type: 'Expression' },
      ifFalseActivities: [
        {
          name: 'job_failed',
          type: 'Fail',
          dependsOn: [],
          typeProperties: {
            message: {
              value: `@concat('Job ', activity('submit').output.name, ' ended ', ${JOB})`,
              type: 'Expression',
            },
            errorCode: 'JobNotCompleted',
          },
        },
      ],
    },
  };
}
