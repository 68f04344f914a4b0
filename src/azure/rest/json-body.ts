import type { JsonObject } from '../../contract/is-record.ts';
import { describeValue } from '../../contract/describe-value.ts';
import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { RetryableError } from '../../flow/retryable-error.ts';
import { AzureError } from '../azure-error.ts';
import type { RestRequest, RestResponse } from './request.ts';

/**
 * @throws RetryableError when the response is not JSON, such as the error page of a gateway, which may be transient
 * @throws AzureError when it is JSON but not an object
 */
export function jsonBody({ text }: RestResponse, { failing, url }: RestRequest): JsonObject {
  const body = parseJson(text);
  if (isRecord(body)) return body;
  const message = `${failing}: ${new URL(url).host} responded with ${describeValue(body ?? text)}, not with a JSON object. A proxy or gateway may have responded instead of Azure.`;
  throw body === undefined
    ? new RetryableError('azure_unavailable', message)
    : new AzureError('unknown_response', message);
}

/** The object at `path`; an empty object where there is none. */
export function fieldsAt(value: unknown, ...path: readonly string[]): JsonObject {
  const found = path.reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), value);
  return isRecord(found) ? found : {};
}

export function textAt(value: unknown, ...path: readonly string[]): string | null {
  const found = fieldsAt(value, ...path.slice(0, -1))[path.at(-1) ?? ''];
  return typeof found === 'string' ? found : null;
}

export function numberAt(value: unknown, ...path: readonly string[]): number | null {
  const found = fieldsAt(value, ...path.slice(0, -1))[path.at(-1) ?? ''];
  return typeof found === 'number' ? found : null;
}

export function listAt(value: unknown, name: string): readonly JsonObject[] {
  const found = fieldsAt(value)[name];
  return Array.isArray(found) ? found.filter(isRecord) : [];
}
