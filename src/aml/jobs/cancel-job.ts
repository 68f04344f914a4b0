import { runLongOperation } from '../../azure/rest/long-running.ts';
import { armRequest, type AmlSession, ROLES } from '../aml-session.ts';
import { resourceId } from '../workspace-paths.ts';

/** https://learn.microsoft.com/rest/api/azureml/jobs/cancel */
export async function cancelJob(
  session: AmlSession,
  name: string,
  onState: (state: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const request = armRequest(session, 'POST', `${resourceId(session.workspace, 'jobs', name)}/cancel`, {
    failing: `Job '${name}' cannot be cancelled`,
    role: ROLES.scientist,
  });
  const { client, clock } = session;
  await runLongOperation(request, { client, clock, onState }, signal);
}
