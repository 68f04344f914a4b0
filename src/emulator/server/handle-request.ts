import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Admission } from './admit-request.ts';
import { handleControl, type Controls, isControlPath } from './control.ts';
import { cut, send, sendHalf, sendSlowly } from './deliver.ts';
import { resourceNotFound, tooManyRequests } from '../error-responses.ts';
import { echoError } from '../faults/echo-error.ts';
import type { InjectedFault } from '../faults/fault.ts';
import type { FaultPicker } from '../faults/fault-picker.ts';
import { replacementFor, corruptResponse } from '../faults/corrupt-response.ts';
import { holdConnection } from './hold-connection.ts';
import type { EmulatorResponse, EmulatorRequest, Route } from './http.ts';
import { type AuthOptions, authenticate, type KeyRing } from './keys.ts';
import { OPERATIONS } from '../operations.ts';
import { behindPrefix } from './path-prefix.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { Sku } from './rates.ts';
import { readBody } from './read-body.ts';
import type { StatsCounter } from './stats.ts';

const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

/** The layers in front of the services. */
export interface Gateway extends AuthOptions {
  readonly routes: readonly Route[];
  readonly scheme: 'http' | 'https';
  readonly pathPrefix: string;
  readonly sku: Sku;
  readonly retryAfterHeader: boolean;
  readonly keys: KeyRing;
  readonly limiter: RateLimiter;
  readonly faults: FaultPicker;
  readonly stats: StatsCounter;
  readonly controls: Controls;
  readonly admit: Admission;
}

/** Handles one request, or applies the fault that a rule injects. `closing` is aborted when the server stops. */
export async function handleRequest(
  gateway: Gateway,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  closing: AbortSignal,
): Promise<void> {
  const rejection = gateway.admit(incoming.headers);
  if (rejection !== null) {
    await readBody(incoming, 0);
    return send(outgoing, rejection);
  }
  const url = parseUrl(gateway.scheme, incoming);
  if (url !== null && isControlPath(url.pathname)) {
    const { body } = await readBody(incoming, DEFAULT_MAX_BODY_BYTES);
    return send(outgoing, handleControl(incoming.method ?? '', url.pathname, body, gateway.controls));
  }
  const found = url === null ? null : findRoute(gateway, incoming.method, url);
  gateway.stats.started(found?.route.operation ?? 'unknown');
  outgoing.once('close', () => gateway.stats.ended());
  if (found === null) {
    await readBody(incoming, 0);
    gateway.stats.responded('unknown', 404, false);
    return send(outgoing, resourceNotFound());
  }
  const signal = untilClosed(outgoing, closing);
  await handleRoute(gateway, found.route, { incoming, outgoing, url: found.url, signal });
}

/** The vault, the identity and Resource Manager are not behind the gateway. */
function findRoute({ routes, pathPrefix }: Gateway, method: string | undefined, url: URL) {
  const behind = behindPrefix(url, pathPrefix);
  for (const route of routes) {
    const seen = OPERATIONS[route.operation].service === 'azure' ? url : behind;
    if (route.method === method && seen !== null && route.path.test(seen.pathname))
      return { route, url: seen };
  }
  return null;
}

/** Not `AbortSignal.any`: it keeps memory for as long as the longest-lived signal lives. */
function untilClosed(outgoing: ServerResponse, closing: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const end = (): void => controller.abort();
  closing.addEventListener('abort', end, { once: true });
  outgoing.once('close', () => {
    closing.removeEventListener('abort', end);
    end();
  });
  return controller.signal;
}

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly url: URL;
  readonly signal: AbortSignal;
}

async function handleRoute(gateway: Gateway, route: Route, exchange: Exchange): Promise<void> {
  const { incoming, outgoing, url, signal } = exchange;
  const { operation } = route;
  if (gateway.faults.beforeBody(operation) !== null) {
    gateway.stats.responded(operation, 'cut', true);
    return cut(outgoing);
  }
  const { body, tooLarge } = await readBody(incoming, route.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES);
  const request = {
    method: incoming.method ?? '',
    url,
    headers: incoming.headers,
    params: route.path.exec(url.pathname)?.groups ?? {},
    body,
    bodyTooLarge: tooLarge,
    forcedOutcome: null,
    signal,
  };
  const fault = gateway.faults.afterBody({ operation, sha256: route.imageOf?.(request) ?? null });
  if (fault?.fault === 'hang' || (fault?.fault === 'reset' && fault.when === 'after_body')) {
    gateway.stats.responded(operation, 'cut', true);
    if (fault.fault === 'hang') await holdConnection(fault.seconds, signal);
    return cut(outgoing);
  }
  if (fault?.fault === 'rotate_key') gateway.keys.rotate();
  const forcedOutcome = fault?.fault === 'operation' ? fault.ends : null;
  const response = await respond(gateway, route, { ...request, forcedOutcome }, fault);
  await deliver(gateway, route, exchange, response, fault);
}

async function respond(
  gateway: Gateway,
  route: Route,
  request: EmulatorRequest,
  fault: InjectedFault | null,
): Promise<EmulatorResponse> {
  const { operation } = route;
  if (fault?.fault === 'throttle') {
    const withHeader = fault.header ?? gateway.retryAfterHeader;
    return tooManyRequests(operation, gateway.sku, fault.retry_after ?? 1, withHeader);
  }
  if (fault?.fault === 'echo') return echoError(fault.status ?? 400, fault.as ?? 'plain', request.headers);
  const replacement = fault === null ? null : replacementFor(fault);
  if (replacement !== null) return replacement;
  const rejection = authenticate(operation, request.headers, gateway.keys, gateway);
  if (rejection !== null) return rejection;
  const { budget } = OPERATIONS[operation];
  const waitMs = budget === null ? 0 : gateway.limiter.take(budget);
  if (waitMs > 0) {
    return tooManyRequests(operation, gateway.sku, Math.ceil(waitMs / 1000), gateway.retryAfterHeader);
  }
  return route.handle(request);
}

async function deliver(
  gateway: Gateway,
  { operation }: Route,
  { outgoing, signal }: Exchange,
  response: EmulatorResponse,
  fault: InjectedFault | null,
): Promise<void> {
  const sent = fault === null ? response : corruptResponse(response, fault);
  const isCut = fault?.fault === 'reset' && fault.when === 'before_response';
  gateway.stats.responded(operation, isCut ? 'cut' : sent.status, fault !== null, response.billed);
  if (isCut) return cut(outgoing);
  if (fault?.fault === 'reset') return sendHalf(outgoing, sent);
  if (fault?.fault === 'slow_body') return sendSlowly(outgoing, sent, fault.seconds * 1000, signal);
  send(outgoing, sent);
}

function parseUrl(scheme: string, incoming: IncomingMessage): URL | null {
  const path = incoming.url ?? '';
  const text = `${scheme}://${incoming.headers.host}${path}`;
  return path.startsWith('/') && URL.canParse(text) ? new URL(text) : null;
}
