import type { WorkerError } from '../../contract/errors.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';
import { parseRetryAfter } from '../../flow/retry-after.ts';
import { RetryableError } from '../../flow/retryable-error.ts';
import { AzureError } from '../azure-error.ts';
import { isTransient } from '../transient-response.ts';
import { fieldsAt, listAt, textAt } from './json-body.ts';
import type { RestRequest, RestResponse } from './request.ts';

const MAX_LENGTH = 600;

/**
 * The error of a rejected request, with the reason and the remedy; a RetryableError where the next attempt may succeed.
 *
 * Responses: https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling,
 * https://github.com/microsoft/api-guidelines/blob/vNext/azure/Guidelines.md#handling-errors
 */
export function fromErrorResponse(response: RestResponse, request: RestRequest, now: number): WorkerError {
  const { status } = response;
  const what = `${request.failing}: HTTP ${status}${errorText(response.text)}`;
  if (mayRepeat(status, request.method)) {
    return new RetryableError(
      status === 429 ? 'azure_busy' : 'azure_unavailable',
      `${what} Try again later.`,
      {
        retryAfterMs: parseRetryAfter(response.header, '', now),
      },
    );
  }
  if (isWebPage(response)) {
    return new AzureError(
      'network',
      `${what} A web page came instead of Azure's response: a proxy, a firewall or a sign-in page is between us and ${new URL(request.url).host}.`,
    );
  }
  switch (status) {
    case 401:
      return new AzureError(
        'token_rejected',
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
      return new AzureError(
        'conflict',
        `${what} The resource is changing right now, or exists with different settings.`,
      );
    default:
      return new AzureError('request_rejected', what);
  }
}

function isWebPage({ header, text }: RestResponse): boolean {
  return /^text\/html\b/i.test(header('content-type') ?? '') || /^\s*<(?:!doctype html|html)\b/i.test(text);
}

/** Whether to send a request again. A POST may have been carried out, unless the response says that it was not. */
function mayRepeat(status: number, method: RestRequest['method']): boolean {
  return method === 'POST' ? status === 429 || status === 503 : isTransient(status);
}

/** Azure's own code and message: ids and reasons, without the secrets that something on the way may echo. */
function errorText(text: string): string {
  const body = parseJson(text);
  const error = Object.keys(fieldsAt(body, 'error')).length > 0 ? fieldsAt(body, 'error') : fieldsAt(body);
  const parts = [error, ...listAt(error, 'details')].map((part) => textAt(part, 'message'));
  const message = [...new Set(parts.filter((part) => part !== null && part !== ''))].join(' ');
  const code = textAt(error, 'code') ?? /<Code>([^<]{1,100})<\/Code>/.exec(text)?.[1] ?? '';
  const whole = knownSecrets.redactMessage([code, message].filter(Boolean).join(': '));
  const said = whole.replaceAll(/\s+/g, ' ').slice(0, MAX_LENGTH);
  return said === '' ? '.' : `, ${said}${/[.!?]$/.test(said) ? '' : '.'}`;
}
