import { STORAGE_AUDIENCE } from '../../azure/audiences.ts';
import { type StepOutcome, runStep, type StepTools } from '../../checks/step-runner.ts';
import { type AmlSession, ROLES } from '../aml-session.ts';
import { type BlobContainer, findContainer, STORAGE_VERSION } from '../storage/blob-container.ts';

/**
 * Checks that the datastore exists and that this identity can list it:
 * https://learn.microsoft.com/rest/api/storageservices/list-blobs
 */
export function checkDatastore(
  session: AmlSession,
  datastore: string,
  identity: StepOutcome<unknown>,
  tools: StepTools,
): Promise<StepOutcome<BlobContainer>> {
  return runStep(tools, 'Datastore', [identity], async () => {
    const container = await findContainer(session, datastore, tools.signal);
    await session.client.send(
      {
        method: 'GET',
        url: `${container.url}?restype=container&comp=list&maxresults=1`,
        audience: STORAGE_AUDIENCE,
        headers: { accept: 'application/xml', 'x-ms-version': STORAGE_VERSION },
        failing: `Datastore '${datastore}' (container ${container.name} of ${container.account}) cannot be listed`,
        role: ROLES.readBlobs,
      },
      tools.signal,
    );
    const whose = container.credentials === 'None' ? "the identity's own access" : container.credentials;
    return {
      value: container,
      detail: `${datastore} is container ${container.name} of ${container.account}, listed; jobs use ${whose}`,
    };
  });
}
