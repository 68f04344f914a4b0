import type { Route } from './cloud.ts';
import { WORKSPACE_ACCOUNT } from './resource-manager.ts';

/** Where the source of a build is put, in the workspace's account. */
export const SOURCES = 'sources';
export const SOURCE = 'source.tar.gz';
const RUN = { runId: 'ca1', provisioningState: 'Succeeded', isArchiveEnabled: false };

/**
 * The builds of a registry: it accepts the source and does not read it.
 * https://learn.microsoft.com/rest/api/containerregistry/
 */
export function containerRegistry(sas: string): readonly Route[] {
  return [
    [
      /^POST .*\/listBuildSourceUploadUrl$/,
      () => ({
        body: {
          uploadUrl: `https://${WORKSPACE_ACCOUNT}.blob.core.windows.net/${SOURCES}/${SOURCE}?${sas}`,
          relativePath: SOURCE,
        },
      }),
    ],
    [/^POST .*\/scheduleRun$/, () => ({ body: { properties: { ...RUN, status: 'Queued' } } })],
    [/^GET .*\/runs\/ca1$/, () => ({ body: { properties: { ...RUN, status: 'Succeeded' } } })],
  ];
}
