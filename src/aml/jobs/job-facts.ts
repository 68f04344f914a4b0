import type { JsonObject } from '../../contract/is-record.ts';
import { jsonBody, textAt } from '../../azure/rest/json-body.ts';
import { armRequest, type AmlSession, ROLES } from '../aml-session.ts';
import { resourceId } from '../workspace-paths.ts';
import { ROWS_OUTPUT } from './parallel-node.ts';

export interface JobFacts {
  readonly status: string;
  /** Its page in the studio. */
  readonly studio: string | null;
  /** Where its rows are. */
  readonly rows: string | null;
}

/** https://learn.microsoft.com/rest/api/azureml/jobs/get */
export async function readJob(session: AmlSession, name: string, signal: AbortSignal): Promise<JobFacts> {
  const request = armRequest(session, 'GET', resourceId(session.workspace, 'jobs', name), {
    failing: `Job '${name}' cannot be read`,
    role: ROLES.scientist,
  });
  return toJobFacts(jsonBody(await session.client.send(request, signal), request));
}

export function toJobFacts(body: JsonObject): JobFacts {
  return {
    status: textAt(body, 'properties', 'status') ?? 'Unknown',
    studio: textAt(body, 'properties', 'services', 'Studio', 'endpoint'),
    rows: textAt(body, 'properties', 'outputs', ROWS_OUTPUT, 'uri'),
  };
}

/** https://learn.microsoft.com/rest/api/azureml/jobs/get#jobstatus; a job that does not respond may come back. */
const ENDS: ReadonlySet<string> = new Set(['Completed', 'Failed', 'Canceled']);

export const hasEnded = (status: string): boolean => ENDS.has(status);
