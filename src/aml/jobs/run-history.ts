import { pathSegment } from '../../azure/rest/path-segment.ts';
import type { JsonObject } from '../../contract/is-record.ts';
import { mlAudience } from '../../azure/audiences.ts';
import { apiAddress } from '../../azure/cloud.ts';
import { fieldsAt, jsonBody, listAt, textAt } from '../../azure/rest/json-body.ts';
import type { RestRequest } from '../../azure/rest/request.ts';
import { type AmlSession, ROLES } from '../aml-session.ts';
import { workspaceId } from '../../azure/workspace.ts';

export interface RunDetails {
  readonly error: string | null;
  /** Signed URLs of the logs. They grant access, so they are secrets and never shown. */
  readonly logs: Readonly<Record<string, string>>;
}

export type RunHistory = ReturnType<typeof runHistory>;

/**
 * The run history service. It has no reference page; addresses and fields are those that Microsoft's own Python SDK
 * (azure-ai-ml, `_restclient/runhistory`) uses to stream a job.
 *
 * @param region of the workspace
 */
export function runHistory(session: AmlSession, region: string) {
  const { client, cloud, workspace } = session;
  const read = async (
    run: string,
    what: 'children' | 'details',
    signal: AbortSignal,
  ): Promise<JsonObject> => {
    const request: RestRequest = {
      method: 'GET',
      url: `${apiAddress(cloud, region)}/history/v1.0${workspaceId(workspace)}/runs/${pathSegment(run)}/${what}?api-version=v1.0`,
      audience: mlAudience(cloud),
      failing: `The history of run '${run}' cannot be read`,
      role: ROLES.scientist,
    };
    return jsonBody(await client.send(request, signal), request);
  };
  return {
    async children(run: string, signal: AbortSignal): Promise<readonly string[]> {
      const runs = listAt(await read(run, 'children', signal), 'value');
      return runs.map((child) => textAt(child, 'runId')).filter((id) => id !== null);
    },
    async details(run: string, signal: AbortSignal): Promise<RunDetails> {
      const body = await read(run, 'details', signal);
      const files = Object.entries(fieldsAt(body, 'logFiles'));
      const logs = files.filter((file): file is [string, string] => typeof file[1] === 'string');
      return { error: textAt(body, 'error', 'error', 'message'), logs: Object.fromEntries(logs) };
    },
    async log(url: string, signal: AbortSignal): Promise<string> {
      const failing = 'A log cannot be read';
      const request: RestRequest = { method: 'GET', url, audience: null, failing, role: ROLES.readBlobs };
      return (await client.send({ ...request, headers: { accept: 'text/plain' } }, signal)).text;
    },
  };
}
