import { jsonBody } from '../../azure/rest/json-body.ts';
import type { RestRequest } from '../../azure/rest/request.ts';
import { armRequest, type AmlSession, ROLES } from '../aml-session.ts';
import { resourceId } from '../workspace-paths.ts';
import { type JobFacts, toJobFacts } from './job-facts.ts';
import { type PipelineJob, pipelineJobBody } from './pipeline-job.ts';

export function submitRequest(session: AmlSession, job: PipelineJob): RestRequest {
  return armRequest(session, 'PUT', resourceId(session.workspace, 'jobs', job.name), {
    failing: `Job '${job.name}' cannot be submitted`,
    role: ROLES.scientist,
    body: pipelineJobBody(session.workspace, job),
  });
}

/** A repeated PUT of the same name is the same job, so a lost response costs nothing. */
export async function submitJob(
  session: AmlSession,
  job: PipelineJob,
  signal: AbortSignal,
): Promise<JobFacts> {
  const request = submitRequest(session, job);
  return toJobFacts(jsonBody(await session.client.send(request, signal), request));
}
