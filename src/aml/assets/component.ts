import type { JsonObject } from '../../contract/is-record.ts';
import { createHash } from 'node:crypto';
import type { Workspace } from '../../azure/workspace.ts';
import { ROLES } from '../aml-session.ts';
import type { AssetName } from '../asset-name.ts';
import { assetId } from '../workspace-paths.ts';
import { never, type DesiredResource } from './desired-resource.ts';
import { PROJECT_TAGS } from '../project-tags.ts';

/** The service rewrites a specification, so the original text is identified by its hash. */
const HASH = 'parallel_run_ocr_sha256';

/** https://learn.microsoft.com/rest/api/azureml/component-versions/create-or-update */
export function componentVersion(workspace: Workspace, name: AssetName, spec: JsonObject): DesiredResource {
  const properties = { [HASH]: createHash('sha256').update(JSON.stringify(spec)).digest('hex') };
  return {
    title: `Component '${name.name}:${name.version}'`,
    id: assetId(workspace, 'components', name),
    role: ROLES.scientist,
    body: {
      properties: {
        componentSpec: { name: name.name, version: name.version, ...spec },
        properties,
        isAnonymous: false,
        tags: PROJECT_TAGS,
      },
    },
    identity: { properties: { properties } },
    isMutable: never,
    advice: 'A version cannot be changed: give another version.',
  };
}
