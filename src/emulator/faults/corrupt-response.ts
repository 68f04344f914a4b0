import { isRecord } from '../../contract/is-record.ts';
import type { EmulatorResponse } from '../server/http.ts';
import { emptyResult } from './empty-result.ts';
import { encodeResponse } from './encode-response.ts';
import type { InjectedFault } from './fault.ts';
import { replaceFields } from './replace-fields.ts';
import { inState } from './secret-state.ts';

const HTML =
  '<!DOCTYPE html>\n<html><head><title>Service unavailable</title></head><body><h1>Service unavailable</h1></body></html>\n';

const SIGN_IN = 'https://login.example.com/?continue';

/** The response that a fault sends in place of the service's; null for the faults that need the real one. */
export function replacementFor(fault: InjectedFault): EmulatorResponse | null {
  if (fault.fault === 'redirect') return { status: 302, headers: { location: SIGN_IN } };
  if (fault.fault !== 'status') return null;
  const headers: Record<string, string> =
    fault.retry_after === undefined ? {} : { 'retry-after': String(fault.retry_after) };
  if (fault.body === 'empty') return { status: fault.status, headers };
  if (fault.body === 'html') return htmlPage(fault.status, headers);
  return { status: fault.status, headers, body: jsonError(fault) };
}

/** The service's own response as changed by a fault; unchanged for faults of the connection. */
export function corruptResponse(response: EmulatorResponse, fault: InjectedFault): EmulatorResponse {
  if (fault.fault === 'operation_location') return moveOperation(response, fault);
  if (fault.fault === 'no_boxes') return withoutBoxes(response);
  if (fault.fault === 'encoding') return encodeResponse(response, fault.encoding);
  if (fault.fault === 'empty_result') return emptyResult(response, fault.result);
  if (fault.fault === 'replace') return replaceFields(response, fault.fields);
  if (fault.fault === 'secret') return inState(response, fault.state);
  return fault.fault === 'bad_body' ? badBody(response, fault) : response;
}

function badBody(
  response: EmulatorResponse,
  fault: Extract<InjectedFault, { fault: 'bad_body' }>,
): EmulatorResponse {
  if (fault.body === 'empty') return { ...response, body: '' };
  if (fault.body === 'html') return htmlPage(200, {});
  return {
    ...response,
    headers: { ...response.headers, 'content-type': 'application/json' },
    body: fault.body === 'truncated' ? firstHalf(response.body) : 'upstream connect error or disconnect',
  };
}

function htmlPage(status: number, headers: Readonly<Record<string, string>>): EmulatorResponse {
  return { status, headers: { ...headers, 'content-type': 'text/html' }, body: HTML };
}

function jsonError({ status, code, message }: Extract<InjectedFault, { fault: 'status' }>): object {
  const usual =
    status === 503 ? 'ServiceUnavailable' : status >= 500 ? 'InternalServerError' : String(status);
  return { error: { code: code ?? usual, message: message ?? `Fault injected: HTTP ${status}.` } };
}

function withoutBoxes(response: EmulatorResponse): EmulatorResponse {
  const { body } = response;
  if (!isRecord(body)) return response;
  const predictions = [body['predictions']].flat().filter(isRecord);
  return {
    ...response,
    body: { ...body, predictions: predictions.map(({ boundingBox: _box, ...prediction }) => prediction) },
  };
}

function firstHalf(body: EmulatorResponse['body']): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? { status: 'succeeded' });
  return text.slice(0, Math.ceil(text.length / 2));
}

function moveOperation(
  response: EmulatorResponse,
  fault: Extract<InjectedFault, { fault: 'operation_location' }>,
): EmulatorResponse {
  const { 'operation-location': location, ...headers } = response.headers ?? {};
  if (location === undefined || fault.location === 'missing') return { ...response, headers };
  const { pathname, search } = new URL(location);
  const host = fault.host ?? 'https://read.example.com';
  return { ...response, headers: { ...headers, 'operation-location': `${host}${pathname}${search}` } };
}
