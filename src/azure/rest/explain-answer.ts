import type { WorkerError } from '../../contract/errors.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { parseRetryAfter } from '../../flow/retry-after.ts';
import { RetryableError } from '../../flow/retryable-error.ts';
import { AzureError } from './azure-error.ts';
import { fieldsAt, listAt, textAt } from './json-body.ts';
import type { RestAnswer, RestRequest } from './request.ts';

const LONGEST = 600;

/**
 * Why a request was refused, and who can change that; a RetryableError where the next try may go better.
 *
 * Answers: https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling,
 * https://github.com/microsoft/api-guidelines/blob/vNext/azure/Guidelines.md#handling-errors
 */
export function explainAnswer(answer: RestAnswer, request: RestRequest, now: number): WorkerError {
  const { status } = answer;
  const said = whatItSaid(answer.text);
  const what = `${request.failing}: HTTP ${status}${said}`;
  if (mayPass(status, request.method)) {
    return new RetryableError('azure_busy', `${what} Try again later.`, {
      retryAfterMs: parseRetryAfter(answer.header, '', now),
    });
  }
  switch (status) {
    case 401:
      return new AzureError(
        'token_refused',
        `${what} This identity's token is not accepted: sign in to the tenant of the subscription ("az login --tenant …").`,
      );
    case 403:
      return new AzureError(
        'role_missing',
        `${what} Either this identity lacks a role (it needs ${request.role}; ask an owner of the resource group to assign it, and allow some minutes), or a firewall or private endpoint keeps this network out.`,
      );
    case 404:
      return new AzureError('not_found', `${what} Check the name and the workspace it should be in.`);
    case 409:
      return new AzureError('conflict', `${what} It may be changing right now, or exist in another form.`);
    default:
      return new AzureError('request_refused', what);
  }
}

/** A POST that was lost may have been carried out, so only an answer that says it was not allows another. */
function mayPass(status: number, method: RestRequest['method']): boolean {
  if (status === 429 || status === 503) return true;
  return method !== 'POST' && (status === 408 || status >= 500);
}

/** Azure's own words; its messages hold ids and reasons, never a token. */
function whatItSaid(text: string): string {
  const body = parseJson(text);
  const error = Object.keys(fieldsAt(body, 'error')).length > 0 ? fieldsAt(body, 'error') : fieldsAt(body);
  const parts = [error, ...listAt(error, 'details')].map((part) => textAt(part, 'message'));
  const message = [...new Set(parts.filter((part) => part !== null && part !== ''))].join(' ');
  const code = textAt(error, 'code') ?? /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1] ?? '';
  const said = [code, message].filter(Boolean).join(': ').replaceAll(/\s+/g, ' ').slice(0, LONGEST);
  return said === '' ? '.' : `, ${said}${/[.!?]$/.test(said) ? '' : '.'}`;
}
