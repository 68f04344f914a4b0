import { mlAudience } from '../../azure/audiences.ts';
import { AzureError } from '../../azure/azure-error.ts';
import { jsonBody, textAt } from '../../azure/rest/json-body.ts';
import type { RestRequest } from '../../azure/rest/request.ts';
import { armRequest, type AmlSession, ROLES } from '../aml-session.ts';
import { resourceId } from '../workspace-paths.ts';
import { scoringAddress } from './scoring-address.ts';

export interface BatchCall {
  readonly endpoint: string;
  /** Null is the endpoint's default deployment. */
  readonly deployment: string | null;
  readonly experiment: string | null;
  /** Ids or addresses by the name of the input. */
  readonly folders: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly literals: Readonly<Record<string, string>>;
  /** Files on a datastore (its id, `/paths/` and the path) by the name of the output. */
  readonly outputs: Readonly<Record<string, string>>;
}

/**
 * The body of `POST …/jobs`, keys as the documentation has them.
 *
 * https://learn.microsoft.com/azure/machine-learning/how-to-access-data-batch-endpoints-jobs
 */
export function batchCallBody(call: Omit<BatchCall, 'endpoint' | 'deployment'>) {
  const { experiment, folders, files, literals, outputs } = call;
  const inputs = {
    ...mapped(folders, (uri) => ({ JobInputType: 'UriFolder', Uri: uri })),
    ...mapped(files, (uri) => ({ JobInputType: 'UriFile', Uri: uri })),
    ...mapped(literals, (value) => ({ JobInputType: 'Literal', Value: value })),
  };
  return {
    properties: {
      InputData: inputs,
      ...(Object.keys(outputs).length > 0 && {
        OutputData: mapped(outputs, (uri) => ({ JobOutputType: 'UriFile', Uri: uri })),
      }),
      ...(experiment !== null && { properties: { experimentName: experiment } }),
    },
  };
}

/** Reads the address of an endpoint from the workspace. */
export async function readEndpointAddress(
  session: AmlSession,
  endpoint: string,
  signal: AbortSignal,
): Promise<string> {
  const { workspace, client, cloud } = session;
  const request = armRequest(session, 'GET', resourceId(workspace, 'batchEndpoints', endpoint), {
    failing: `Batch endpoint '${endpoint}' cannot be read`,
    role: ROLES.read,
  });
  const body = jsonBody(await client.send(request, signal), request);
  const address = textAt(body, 'properties', 'scoringUri');
  if (address !== null) return scoringAddress(address, cloud);
  throw new AzureError(
    'not_found',
    `Batch endpoint '${endpoint}' has no address yet: wait until it is provisioned.`,
  );
}

/** @param address of the endpoint */
export function batchRequest({ cloud }: AmlSession, call: BatchCall, address: string): RestRequest {
  return {
    method: 'POST',
    url: address,
    audience: mlAudience(cloud),
    ...(call.deployment !== null && { headers: { 'azureml-model-deployment': call.deployment } }),
    body: batchCallBody(call),
    failing: `Batch endpoint '${call.endpoint}' cannot be invoked`,
    role: ROLES.scientist,
  };
}

/** @returns the name of the job */
export async function invokeBatchEndpoint(
  { client }: AmlSession,
  request: RestRequest,
  signal: AbortSignal,
): Promise<string> {
  const name = textAt(jsonBody(await client.send(request, signal), request), 'name');
  if (name !== null) return name;
  throw new AzureError(
    'unknown_response',
    'The endpoint was invoked, but its response names no job: look in the studio.',
  );
}

function mapped<T>(
  values: Readonly<Record<string, string>>,
  toValue: (value: string) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toValue(value)]));
}
