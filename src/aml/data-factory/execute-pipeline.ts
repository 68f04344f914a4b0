import type { Workspace } from '../../azure/workspace.ts';
import { type FactoryFile, factoryFile, factoryPipeline, oneDay, PARTITION_EXPRESSION } from './resource.ts';

const LINKED_SERVICE = 'azure_machine_learning';

export interface ExecutePipeline {
  readonly name: string;
  readonly target:
    | { readonly kind: 'pipeline'; readonly id: string }
    | { readonly kind: 'endpoint'; readonly id: string; readonly version: string | null };
  readonly experiment: string;
  /** Further parameters of the published pipeline; `input_partition` is the day's. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * The activity for published pipelines of SDK v1, and the linked service it signs in with: the factory's own managed
 * identity.
 *
 * https://learn.microsoft.com/azure/data-factory/transform-data-machine-learning-service,
 * https://learn.microsoft.com/azure/data-factory/compute-linked-services#azure-machine-learning-linked-service
 */
export function executePipeline(workspace: Workspace, execute: ExecutePipeline): readonly FactoryFile[] {
  const { name, target, experiment, parameters } = execute;
  const which =
    target.kind === 'pipeline'
      ? { mlPipelineId: target.id }
      : { mlPipelineEndpointId: target.id, ...(target.version !== null && { version: target.version }) };
  const linkedService = factoryFile('linkedService', LINKED_SERVICE, {
    type: 'AzureMLService',
    annotations: ['parallel-run-ocr'],
    typeProperties: {
      subscriptionId: workspace.subscription,
      resourceGroupName: workspace.resourceGroup,
      mlWorkspaceName: workspace.name,
      authentication: 'MSI',
    },
  });
  const activity = {
    name: 'read_images',
    type: 'AzureMLExecutePipeline',
    linkedServiceName: { referenceName: LINKED_SERVICE, type: 'LinkedServiceReference' },
    policy: oneDay,
    typeProperties: {
      ...which,
      experimentName: experiment,
      mlPipelineParameters: {
        ...parameters,
        input_partition: { value: PARTITION_EXPRESSION, type: 'Expression' },
      },
    },
  };
  const about = 'Runs the published pipeline over the images of one partition and waits until it has ended.';
  return [linkedService, factoryPipeline(name, about, [activity])];
}
