import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { FlowControl } from '../../flow/flow-control.ts';
import { RetryableError } from '../../flow/retryable-error.ts';
import { withTimeLimit } from '../../flow/time-limit.ts';
import { WorkerError } from '../../contract/errors.ts';
import { AzureError } from './azure-error.ts';
import { explainAnswer } from './explain-answer.ts';
import { explainSilence } from './explain-silence.ts';
import type { RestAnswer, RestClient, RestRequest } from './request.ts';
import type { Tokens } from './tokens.ts';

/** Of everything, waits and tries, and of each try. */
const QUESTION_MS = { total: 300_000, each: 60_000 };
const DOWNLOAD_MS = { total: 3_600_000, each: 3_600_000 };

/** It follows no redirect: a token goes where the request was written for, and nowhere else. */
export function createRestClient(tokens: Tokens, flow: FlowControl): RestClient {
  const { clock } = flow;
  const once = async (request: RestRequest, signal: AbortSignal): Promise<RestAnswer> => {
    const answer = await exchange(request, await headersOf(request, tokens, signal), signal);
    const fine = (answer.status >= 200 && answer.status <= 299) || request.accept?.includes(answer.status);
    if (fine !== true) throw explainAnswer(answer, request, clock.now());
    return answer;
  };
  return {
    send(request, signal) {
      const { total, each } = request.saveTo === undefined ? QUESTION_MS : DOWNLOAD_MS;
      const onceInTime = (inner: AbortSignal): Promise<RestAnswer> =>
        withTimeLimit(clock, limitOf(each, request), inner, (scope) => once(request, scope.signal));
      return withTimeLimit(clock, limitOf(total, request), signal, (scope) => flow.poll(onceInTime, scope));
    },
  };
}

async function headersOf(
  { audience, headers = {}, body }: RestRequest,
  tokens: Tokens,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const authorization =
    audience === null ? {} : { authorization: `Bearer ${await tokens.get(audience, signal)}` };
  const type = body === undefined || body instanceof Uint8Array ? {} : { 'content-type': 'application/json' };
  return { accept: 'application/json', ...type, ...headers, ...authorization };
}

async function exchange(
  request: RestRequest,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<RestAnswer> {
  const { method, url, body } = request;
  const payload =
    body === undefined ? {} : { body: body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body) };
  try {
    const response = await fetch(url, { method, headers, redirect: 'manual', signal, ...payload });
    const saves = request.saveTo !== undefined && response.ok && response.body !== null;
    if (saves) await save(response.body, request.saveTo, request, signal);
    const text = saves ? '' : await response.text();
    return { status: response.status, header: (name) => response.headers.get(name) ?? undefined, text };
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof WorkerError ? error : explainSilence(error, request);
  }
}

async function save(
  body: ReadableStream<Uint8Array>,
  file: string,
  { failing }: RestRequest,
  signal: AbortSignal,
): Promise<void> {
  const target = createWriteStream(file);
  const trouble: { code: string | null } = { code: null };
  target.once('error', ({ code, syscall }: NodeJS.ErrnoException) => {
    if (syscall !== undefined) trouble.code = code ?? syscall;
  });
  try {
    await pipeline(body, target, { signal });
  } catch (error) {
    if (trouble.code === null) throw error;
    throw new AzureError('local_file', `${failing}: ${file} cannot be written (${trouble.code}).`);
  }
}

function limitOf(ms: number, { method, failing, url }: RestRequest) {
  const text = `${failing}: ${new URL(url).host} gave no answer in ${ms / 1000} s.`;
  const error = () =>
    method === 'POST'
      ? new AzureError('network', `${text} It may have been done all the same: look before you repeat it.`)
      : new RetryableError('azure_silent', `${text} Try again later, or check the network.`);
  return { ms, error };
}
