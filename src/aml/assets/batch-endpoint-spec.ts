import type { Workspace } from '../../azure/workspace.ts';
import { ROLES } from '../aml-session.ts';
import type { AssetName } from '../asset-name.ts';
import { assetId, resourceId } from '../workspace-paths.ts';
import { always, type DesiredResource } from './desired-resource.ts';
import { PROJECT_TAGS } from '../project-tags.ts';

/**
 * A batch endpoint; callers sign in with Entra, without keys.
 *
 * https://learn.microsoft.com/rest/api/azureml/batch-endpoints/create-or-update
 *
 * @param defaultDeployment null leaves the default unchanged
 */
export function batchEndpoint(
  workspace: Workspace,
  name: string,
  region: string,
  defaultDeployment: string | null,
): DesiredResource {
  const defaults = defaultDeployment === null ? {} : { defaults: { deploymentName: defaultDeployment } };
  return {
    title: `Batch endpoint '${name}'${defaultDeployment === null ? '' : `, default deployment '${defaultDeployment}',`}`,
    id: resourceId(workspace, 'batchEndpoints', name),
    role: ROLES.scientist,
    body: { location: region, tags: PROJECT_TAGS, properties: { authMode: 'AADToken', ...defaults } },
    identity: { properties: defaults },
    isMutable: always,
    advice: '',
  };
}

export interface BatchDeployment {
  readonly endpoint: string;
  readonly name: string;
  readonly region: string;
  /** The pipeline component. */
  readonly component: AssetName;
  readonly compute: string;
}

/**
 * The deployment that the endpoint runs:
 * https://learn.microsoft.com/rest/api/azureml/batch-deployments/create-or-update
 */
export function batchDeployment(workspace: Workspace, deployment: BatchDeployment): DesiredResource {
  const { endpoint, name, region, component, compute } = deployment;
  const configuration = {
    deploymentConfigurationType: 'PipelineComponent',
    componentId: { referenceType: 'Id', assetId: assetId(workspace, 'components', component) },
    // The specification accepts texts only. Without force_rerun a call with the same inputs returns the rows of an
    // earlier run.
    settings: { default_compute: compute, continue_on_step_failure: 'false', force_rerun: 'true' },
  };
  return {
    title: `Deployment '${name}' of '${endpoint}'`,
    id: resourceId(workspace, 'batchEndpoints', endpoint, 'deployments', name),
    role: ROLES.scientist,
    body: { location: region, tags: PROJECT_TAGS, properties: { deploymentConfiguration: configuration } },
    identity: { properties: { deploymentConfiguration: { componentId: configuration.componentId } } },
    isMutable: always,
    advice: '',
  };
}
