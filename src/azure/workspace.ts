import { pathSegment } from './rest/path-segment.ts';

/** An Azure Machine Learning workspace, as Azure Resource Manager names it. */
export interface Workspace {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly name: string;
}

/** The environment variables that name the workspace of a job, set by AML. */
export const WORKSPACE_VARIABLES = {
  subscription: 'AZUREML_ARM_SUBSCRIPTION',
  resourceGroup: 'AZUREML_ARM_RESOURCEGROUP',
  name: 'AZUREML_ARM_WORKSPACE_NAME',
} as const satisfies Record<keyof Workspace, string>;

export const ML_PROVIDER = 'providers/Microsoft.MachineLearningServices';

/** `/subscriptions/…/workspaces/NAME`, the ARM id. */
export function workspaceId({ subscription, resourceGroup, name }: Workspace): string {
  const [s, g, w] = [subscription, resourceGroup, name].map(pathSegment);
  return `/subscriptions/${s}/resourceGroups/${g}/${ML_PROVIDER}/workspaces/${w}`;
}
