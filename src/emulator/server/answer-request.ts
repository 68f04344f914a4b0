import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerControl, type Controls, isControlPath } from './control.ts';
import { cut, send, sendHalf, sendSlowly } from './deliver.ts';
import { resourceNotFound, tooManyRequests } from '../error-answers.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultPicker } from '../faults/fault-picker.ts';
import { answerOf, spoilAnswer } from '../faults/spoil-answer.ts';
import { holdConnection } from './hold-connection.ts';
import type { Answer, Call, Route } from './http.ts';
import { type AuthOptions, authenticate, type KeyRing } from './keys.ts';
import { OPERATIONS } from '../operations.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { Tier } from './rates.ts';
import { readBody } from './read-body.ts';
import type { StatsCounter } from './stats.ts';

const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

/** What stands in front of the services. */
export interface Gateway extends AuthOptions {
  readonly routes: readonly Route[];
  readonly scheme: 'http' | 'https';
  readonly tier: Tier;
  readonly retryAfterHeader: boolean;
  readonly keys: KeyRing;
  readonly limiter: RateLimiter;
  readonly faults: FaultPicker;
  readonly stats: StatsCounter;
  readonly controls: Controls;
}

/** Answers one request, or does what a fault rule does in its place. `closing` is aborted when the server stops. */
export async function answerRequest(
  gateway: Gateway,
  request: IncomingMessage,
  response: ServerResponse,
  closing: AbortSignal,
): Promise<void> {
  const url = parseUrl(gateway.scheme, request);
  if (url !== null && isControlPath(url.pathname)) {
    const { body } = await readBody(request, DEFAULT_MAX_BODY_BYTES);
    return send(response, answerControl(request.method ?? '', url.pathname, body, gateway.controls));
  }
  const route = gateway.routes.find(
    ({ method, path }) => method === request.method && path.test(url?.pathname ?? ''),
  );
  gateway.stats.started(route?.operation ?? 'unknown');
  response.once('close', () => gateway.stats.ended());
  if (url === null || route === undefined) {
    await readBody(request, 0);
    gateway.stats.answered('unknown', 404, false);
    return send(response, resourceNotFound());
  }
  const signal = untilClosed(response, closing);
  await answerRoute(gateway, route, { request, response, url, signal });
}

/** Not `AbortSignal.any`: it keeps memory for as long as the longest-lived signal lives. */
function untilClosed(response: ServerResponse, closing: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  closing.addEventListener('abort', end, { once: true });
  response.once('close', () => {
    closing.removeEventListener('abort', end);
    end();
  });
  return controller.signal;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly signal: AbortSignal;
}

async function answerRoute(gateway: Gateway, route: Route, exchange: Exchange): Promise<void> {
  const { request, response, url, signal } = exchange;
  const { operation } = route;
  if (gateway.faults.beforeBody(operation) !== null) {
    gateway.stats.answered(operation, 'cut', true);
    return cut(response);
  }
  const { body, tooLarge } = await readBody(request, route.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);
  const call = {
    method: request.method ?? '',
    url,
    headers: request.headers,
    params: route.path.exec(url.pathname)?.groups ?? {},
    body,
    bodyTooLarge: tooLarge,
    fate: null,
    signal,
  };
  const fault = gateway.faults.afterBody({ operation, sha256: route.imageOf?.(call) ?? null });
  if (fault?.fault === 'hang' || (fault?.fault === 'reset' && fault.when === 'after_body')) {
    gateway.stats.answered(operation, 'cut', true);
    if (fault.fault === 'hang') await holdConnection(fault.seconds, signal);
    return cut(response);
  }
  if (fault?.fault === 'rotate_key') gateway.keys.rotate();
  const fate = fault?.fault === 'operation' ? fault.ends : null;
  const answer = await answerCall(gateway, route, { ...call, fate }, fault);
  await deliver(gateway, route, exchange, answer, fault);
}

async function answerCall(gateway: Gateway, route: Route, call: Call, fault: Fault | null): Promise<Answer> {
  const { operation } = route;
  if (fault?.fault === 'throttle') {
    const withHeader = fault.header ?? gateway.retryAfterHeader;
    return tooManyRequests(operation, gateway.tier, fault.retry_after ?? 1, withHeader);
  }
  const replaced = fault === null ? null : answerOf(fault);
  if (replaced !== null) return replaced;
  const refused = authenticate(operation, call.headers, gateway.keys, gateway);
  if (refused !== null) return refused;
  const { budget } = OPERATIONS[operation];
  const waitMs = budget === null ? 0 : gateway.limiter.take(budget);
  if (waitMs > 0) {
    return tooManyRequests(operation, gateway.tier, Math.ceil(waitMs / 1000), gateway.retryAfterHeader);
  }
  return route.handle(call);
}

async function deliver(
  gateway: Gateway,
  { operation }: Route,
  { response, signal }: Exchange,
  answer: Answer,
  fault: Fault | null,
): Promise<void> {
  const spoiled = fault === null ? answer : spoilAnswer(answer, fault);
  const unanswered = fault?.fault === 'reset' && fault.when === 'before_response';
  gateway.stats.answered(operation, unanswered ? 'cut' : spoiled.status, fault !== null, answer.billed);
  if (unanswered) return cut(response);
  if (fault?.fault === 'reset') return sendHalf(response, spoiled);
  if (fault?.fault === 'slow_body') return sendSlowly(response, spoiled, fault.seconds * 1000, signal);
  send(response, spoiled);
}

function parseUrl(scheme: string, request: IncomingMessage): URL | null {
  const text = `${scheme}://${request.headers.host ?? 'localhost'}${request.url ?? '/'}`;
  return URL.canParse(text) ? new URL(text) : null;
}
