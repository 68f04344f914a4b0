import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { WorkerError } from '../../contract/errors.ts';
import type { Clock } from '../../flow/clock.ts';
import type { FlowControl } from '../../flow/flow-control.ts';
import { RetryableError } from '../../flow/retryable-error.ts';
import { withTimeLimit } from '../../flow/time-limit.ts';
import type { Fetch } from '../../network/fetcher.ts';
import { fetchThrough } from '../../network/fetch-through.ts';
import type { Proxies } from '../../network/proxies.ts';
import { AzureError } from '../azure-error.ts';
import type { TokenCache } from '../tokens/token-cache.ts';
import type { TokenGuard } from '../tokens/token-hosts.ts';
import { fromErrorResponse } from './from-error-response.ts';
import { fromNetworkError } from './from-network-error.ts';
import type { RestClient, RestRequest, RestResponse } from './request.ts';

/** Time limits of a request with all its attempts and delays, and of each attempt. */
const REQUEST_MS = { total: 300_000, each: 60_000 };
const DOWNLOAD_MS = { total: 3_600_000, each: 3_600_000 };

/** Sends each request again while the error is transient, within time limits. */
export function createRestClient(
  tokens: TokenCache,
  flow: FlowControl,
  guard: TokenGuard,
  proxies: Proxies,
): RestClient {
  const { clock } = flow;
  const client = singleAttemptClient(tokens, clock, guard, proxies);
  return {
    send(request, signal) {
      const { total, each } = request.saveTo === undefined ? REQUEST_MS : DOWNLOAD_MS;
      const attempt = (inner: AbortSignal): Promise<RestResponse> =>
        withTimeLimit(clock, limitOf(each, request), inner, (scope) => client.send(request, scope.signal));
      const budget = { service: new URL(request.url).host, budget: 'control' } as const;
      return withTimeLimit(clock, limitOf(total, request), signal, (scope) =>
        flow.run(budget, attempt, scope),
      );
    },
  };
}

/** Sends each request once. It follows no redirects, so a token is sent only to the host of the request. */
export function singleAttemptClient(
  tokens: TokenCache,
  clock: Pick<Clock, 'now'>,
  guard: TokenGuard,
  proxies: Proxies,
): RestClient {
  const fetcher = fetchThrough(proxies);
  return {
    async send(request, signal) {
      if (request.audience !== null) guard(request.audience, request.url);
      const response = await exchange(fetcher, request, await headersOf(request, tokens, signal), signal);
      const isOk = response.status >= 200 && response.status <= 299;
      if (isOk || request.accept?.includes(response.status) === true) return response;
      throw fromErrorResponse(response, request, clock.now());
    },
  };
}

async function headersOf(
  { audience, headers = {}, body }: RestRequest,
  tokens: TokenCache,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const authorization =
    audience === null ? {} : { authorization: `Bearer ${await tokens.get(audience, signal)}` };
  const type = body === undefined || body instanceof Uint8Array ? {} : { 'content-type': 'application/json' };
  return { accept: 'application/json', ...type, ...headers, ...authorization };
}

async function exchange(
  fetcher: Fetch,
  request: RestRequest,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<RestResponse> {
  const { method, url, body } = request;
  const payload =
    body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) };
  try {
    const response = await fetcher(url, { method, headers, redirect: 'manual', signal, ...payload });
    const saves = request.saveTo !== undefined && response.ok && response.body !== null;
    if (saves) await save(response.body, request.saveTo, request, signal);
    const text = saves ? '' : await response.text();
    return { status: response.status, header: (name) => response.headers.get(name) ?? undefined, text };
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof WorkerError ? error : fromNetworkError(error, request);
  }
}

async function save(
  body: ReadableStream<Uint8Array>,
  file: string,
  { failing }: RestRequest,
  signal: AbortSignal,
): Promise<void> {
  // Something of that name, such as a link, must not be written through.
  await rm(file, { force: true });
  const target = createWriteStream(file, { flags: 'wx' });
  const failure: { code: string | null } = { code: null };
  target.once('error', ({ code, syscall }: NodeJS.ErrnoException) => {
    if (syscall !== undefined) failure.code = code ?? syscall;
  });
  try {
    await pipeline(body, target, { signal });
  } catch (error) {
    if (failure.code === null) throw error;
    throw new AzureError('local_file', `${failing}: ${file} cannot be written (${failure.code}).`);
  }
}

function limitOf(ms: number, { method, failing, url }: RestRequest) {
  const text = `${failing}: ${new URL(url).host} gave no response in ${ms / 1000} s.`;
  const error = () =>
    method === 'POST'
      ? new AzureError('network', `${text} It may have been carried out: check before you repeat it.`)
      : new RetryableError('azure_silent', `${text} Try again later, or check the network.`);
  return { ms, error };
}
