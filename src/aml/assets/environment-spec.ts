import type { Workspace } from '../../azure/workspace.ts';
import { ROLES } from '../aml-session.ts';
import type { AssetName } from '../asset-name.ts';
import { assetId } from '../workspace-paths.ts';
import { never, type DesiredResource } from './desired-resource.ts';
import { PROJECT_TAGS } from '../project-tags.ts';

/**
 * An environment, which names the container image:
 * https://learn.microsoft.com/rest/api/azureml/environment-versions/create-or-update
 */
export function environment(workspace: Workspace, name: AssetName, image: string): DesiredResource {
  return {
    title: `Environment '${name.name}:${name.version}'`,
    id: assetId(workspace, 'environments', name),
    role: ROLES.scientist,
    body: {
      properties: { image, osType: 'Linux', isAnonymous: false, tags: PROJECT_TAGS },
    },
    identity: { properties: { image } },
    isMutable: never,
    advice: 'A version cannot be changed: give --environment another version.',
  };
}
