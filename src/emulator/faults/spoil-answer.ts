import type { Answer } from '../server/http.ts';
import type { Fault } from './fault.ts';

const HTML =
  '<!DOCTYPE html>\n<html><head><title>Service unavailable</title></head><body><h1>Service unavailable</h1></body></html>\n';

/** The answer of a fault that replaces the service's; null for the faults that need the real one. */
export function answerOf(fault: Fault): Answer | null {
  if (fault.fault !== 'status') return null;
  const headers: Record<string, string> =
    fault.retry_after === undefined ? {} : { 'retry-after': String(fault.retry_after) };
  if (fault.body === 'empty') return { status: fault.status, headers };
  if (fault.body === 'html') return htmlPage(fault.status, headers);
  return { status: fault.status, headers, body: jsonError(fault.status) };
}

/** The service's own answer after a fault changed it; the same one for faults of the connection. */
export function spoilAnswer(answer: Answer, fault: Fault): Answer {
  if (fault.fault === 'operation_location') return moveOperation(answer, fault);
  if (fault.fault !== 'bad_body') return answer;
  if (fault.body === 'html') return htmlPage(200, {});
  return {
    ...answer,
    headers: { ...answer.headers, 'content-type': 'application/json' },
    body: fault.body === 'truncated' ? firstHalf(answer.body) : 'upstream connect error or disconnect',
  };
}

function htmlPage(status: number, headers: Readonly<Record<string, string>>): Answer {
  return { status, headers: { ...headers, 'content-type': 'text/html' }, body: HTML };
}

function jsonError(status: number): object {
  const code = status === 503 ? 'ServiceUnavailable' : status >= 500 ? 'InternalServerError' : String(status);
  return { error: { code, message: `Fault injected: HTTP ${status}.` } };
}

function firstHalf(body: Answer['body']): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? { status: 'succeeded' });
  return text.slice(0, Math.ceil(text.length / 2));
}

function moveOperation(answer: Answer, fault: Extract<Fault, { fault: 'operation_location' }>): Answer {
  const { 'operation-location': location, ...headers } = answer.headers ?? {};
  if (location === undefined || fault.location === 'missing') return { ...answer, headers };
  const { pathname, search } = new URL(location);
  const host = fault.host ?? 'https://read.example.com';
  return { ...answer, headers: { ...headers, 'operation-location': `${host}${pathname}${search}` } };
}
