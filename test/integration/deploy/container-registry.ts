import type { Route } from './cloud.ts';
import { WORKSPACE_ACCOUNT } from './resource-manager.ts';

const RUN = { runId: 'ca1', provisioningState: 'Succeeded', isArchiveEnabled: false };

/**
 * Builds of a registry: it takes the source and does not look at it.
 * https://learn.microsoft.com/rest/api/containerregistry/
 */
export function containerRegistry(sas: string): readonly Route[] {
  return [
    [
      /^POST .*\/listBuildSourceUploadUrl$/,
      () => ({
        body: {
          uploadUrl: `https://${WORKSPACE_ACCOUNT}.blob.core.windows.net/sources/source.tar.gz?${sas}`,
          relativePath: 'source.tar.gz',
        },
      }),
    ],
    [/^POST .*\/scheduleRun$/, () => ({ body: { properties: { ...RUN, status: 'Queued' } } })],
    [/^GET .*\/runs\/ca1$/, () => ({ body: { properties: { ...RUN, status: 'Succeeded' } } })],
  ];
}
