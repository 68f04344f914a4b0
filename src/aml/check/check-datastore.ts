import { STORAGE_AUDIENCE } from '../../azure/audiences.ts';
import { type AmlSession, ROLES } from '../session.ts';
import { findContainer, STORAGE_VERSION } from '../storage/blob-container.ts';
import { type Finding, findingOf } from './finding.ts';

/** Is the datastore there, and can this identity list it? https://learn.microsoft.com/rest/api/storageservices/list-blobs */
export function checkDatastore(
  session: AmlSession,
  datastore: string,
  signal: AbortSignal,
): Promise<Finding> {
  return findingOf('datastore', signal, async () => {
    const container = await findContainer(session, datastore, signal);
    await session.client.send(
      {
        method: 'GET',
        url: `${container.url}?restype=container&comp=list&maxresults=1`,
        audience: STORAGE_AUDIENCE,
        headers: { accept: 'application/xml', 'x-ms-version': STORAGE_VERSION },
        failing: `Datastore '${datastore}' (container ${container.name} of ${container.account}) cannot be listed`,
        role: ROLES.readBlobs,
      },
      signal,
    );
    const whose = container.credentials === 'None' ? "the identity's own access" : container.credentials;
    return {
      verdict: 'ok',
      detail: `${datastore} is container ${container.name} of ${container.account}, listed; jobs use ${whose}`,
    };
  });
}
