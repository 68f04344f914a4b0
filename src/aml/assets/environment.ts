import type { Workspace } from '../../azure/workspace.ts';
import { ROLES } from '../session.ts';
import { assetId, type AssetName } from '../workspace-paths.ts';
import { nothing, type Wanted } from './wanted.ts';

/** The container image under a name: https://learn.microsoft.com/rest/api/azureml/environment-versions/create-or-update */
export function environment(workspace: Workspace, name: AssetName, image: string): Wanted {
  return {
    title: `Environment '${name.name}:${name.version}'`,
    id: assetId(workspace, 'environments', name),
    role: ROLES.scientist,
    body: {
      properties: { image, osType: 'Linux', isAnonymous: false, tags: { project: 'parallel-run-ocr' } },
    },
    compared: { properties: { image } },
    changeable: nothing,
    advice: 'A version stays what it is: give --environment another version.',
  };
}
