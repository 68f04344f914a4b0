import { parseJson } from '../../contract/parse-json.ts';
import type { Clock } from '../../flow/clock.ts';
import { parseRetryAfter } from '../../flow/retry-after.ts';
import { sleep } from '../../flow/sleep.ts';
import { AzureError } from '../azure-error.ts';
import { fieldsAt, textAt } from './json-body.ts';
import type { RestResponse, RestClient, RestRequest } from './request.ts';

/** The delay between polls where the service does not name one. */
const POLL_MS = 5_000;

export interface LongRunning {
  readonly client: RestClient;
  readonly clock: Clock;
  /** Called at every poll with the state, for example `Creating`. */
  readonly onState: (state: string) => void;
}

/**
 * Sends a request and waits until the operation it started is done. Where the response names an `Azure-AsyncOperation`,
 * its `status` decides; otherwise a `Location` is polled until its status is not 202; without both headers, the
 * operation is done.
 *
 * https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
 *
 * @throws AzureError `operation_failed` with Azure's reason, `foreign_host` when a poll would leave the host
 */
export async function runLongOperation(
  request: RestRequest,
  { client, clock, onState }: LongRunning,
  signal: AbortSignal,
): Promise<RestResponse> {
  const first = await client.send(request, signal);
  let poll = pollOf(first, request);
  let response = first;
  while (poll !== null) {
    await sleep(clock, parseRetryAfter(response.header, '', clock.now()) ?? POLL_MS, signal);
    response = await client.send(poll.request, signal);
    const state = stateOf(response, poll);
    if (state === 'Failed' || state === 'Canceled') throw failure(request, state, response);
    if (state === 'Succeeded') return first;
    onState(state);
    poll = pollOf(response, request) ?? poll;
  }
  return first;
}

interface Poll {
  readonly kind: 'status' | 'location';
  readonly request: RestRequest;
}

function pollOf(response: RestResponse, request: RestRequest): Poll | null {
  const operation = response.header('azure-asyncoperation');
  const location = response.status === 202 ? response.header('location') : undefined;
  const url = operation ?? location;
  if (url === undefined) return null;
  if (!URL.canParse(url) || new URL(url).origin !== new URL(request.url).origin) {
    throw new AzureError(
      'foreign_host',
      `${request.failing}: the outcome is on another host than ${new URL(request.url).origin}; the token is not sent there. Look for the outcome in the studio.`,
    );
  }
  const { audience, failing, role } = request;
  return {
    kind: operation === undefined ? 'location' : 'status',
    request: { method: 'GET', url, audience, failing, role },
  };
}

/** The state of the operation. The body may be more precise than the HTTP status, even at a Location. */
function stateOf({ status, text }: RestResponse, { kind }: Poll): string {
  const stated = textAt(parseJson(text), 'status');
  if (kind === 'status') return stated ?? 'Succeeded';
  if (stated === 'Failed' || stated === 'Canceled') return stated;
  return status === 202 ? 'InProgress' : 'Succeeded';
}

function failure({ failing }: RestRequest, state: string, response: RestResponse): AzureError {
  const error = fieldsAt(parseJson(response.text), 'error');
  const why = [textAt(error, 'code'), textAt(error, 'message')].filter(Boolean).join(': ');
  return new AzureError(
    'operation_failed',
    `${failing}: the operation ended ${state}${why === '' ? '.' : `, ${why}`}`,
  );
}
