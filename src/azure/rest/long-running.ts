import { parseJson } from '../../contract/parse-json.ts';
import type { Clock } from '../../flow/clock.ts';
import { parseRetryAfter } from '../../flow/retry-after.ts';
import { sleep } from '../../flow/sleep.ts';
import { AzureError } from './azure-error.ts';
import { fieldsAt, textAt } from './json-body.ts';
import type { RestAnswer, RestClient, RestRequest } from './request.ts';

/** Between polls where the service does not say. */
const POLL_MS = 5_000;

export interface LongRunning {
  readonly client: RestClient;
  readonly clock: Clock;
  /** Told at every poll: `Creating`. */
  readonly onState: (state: string) => void;
}

/**
 * Sends a request and waits until what it started is done. Where the answer names an `Azure-AsyncOperation`, its
 * `status` decides; else a `Location` is polled until it answers something else than 202; else it is done.
 *
 * https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
 *
 * @throws AzureError `operation_failed` with Azure's reason, `foreign_host` when a poll would leave the host
 */
export async function runOperation(
  request: RestRequest,
  { client, clock, onState }: LongRunning,
  signal: AbortSignal,
): Promise<RestAnswer> {
  const first = await client.send(request, signal);
  let poll = pollOf(first, request);
  let answer = first;
  while (poll !== null) {
    await sleep(clock, parseRetryAfter(answer.header, '', clock.now()) ?? POLL_MS, signal);
    answer = await client.send(poll.request, signal);
    const state = stateOf(answer, poll);
    if (state === 'Failed' || state === 'Canceled') throw failure(request, state, answer);
    if (state === 'Succeeded') return first;
    onState(state);
    poll = pollOf(answer, request) ?? poll;
  }
  return first;
}

interface Poll {
  readonly kind: 'status' | 'location';
  readonly request: RestRequest;
}

function pollOf(answer: RestAnswer, request: RestRequest): Poll | null {
  const asked = answer.header('azure-asyncoperation');
  const location = answer.status === 202 ? answer.header('location') : undefined;
  const url = asked ?? location;
  if (url === undefined) return null;
  if (!URL.canParse(url) || new URL(url).origin !== new URL(request.url).origin) {
    throw new AzureError(
      'foreign_host',
      `${request.failing}: Azure named another place to ask for the outcome than ${new URL(request.url).origin}; the token is not sent there. Look for the outcome in the studio.`,
    );
  }
  const { audience, failing, role } = request;
  return {
    kind: asked === undefined ? 'location' : 'status',
    request: { method: 'GET', url, audience, failing, role },
  };
}

/** A body may say more than its HTTP status, also at a Location. */
function stateOf({ status, text }: RestAnswer, { kind }: Poll): string {
  const said = textAt(parseJson(text), 'status');
  if (kind === 'status') return said ?? 'Succeeded';
  if (said === 'Failed' || said === 'Canceled') return said;
  return status === 202 ? 'InProgress' : 'Succeeded';
}

function failure({ failing }: RestRequest, state: string, answer: RestAnswer): AzureError {
  const error = fieldsAt(parseJson(answer.text), 'error');
  const why = [textAt(error, 'code'), textAt(error, 'message')].filter(Boolean).join(': ');
  return new AzureError(
    'operation_failed',
    `${failing}: the operation ended ${state}${why === '' ? '.' : `, ${why}`}`,
  );
}
