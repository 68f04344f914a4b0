import { describeValue } from '../../contract/describe-value.ts';
import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { AzureError } from './azure-error.ts';
import type { RestAnswer, RestRequest } from './request.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** @throws AzureError when the answer is no JSON object */
export function jsonBody({ text }: RestAnswer, { failing, url }: RestRequest): Fields {
  const body = parseJson(text);
  if (isRecord(body)) return body;
  throw new AzureError(
    'unknown_answer',
    `${failing}: ${new URL(url).host} answered ${describeValue(body ?? text)} where a JSON object is due. Something between here and Azure may have answered in its place.`,
  );
}

/** The object at `path`; an empty one where there is none. */
export function fieldsAt(value: unknown, ...path: readonly string[]): Fields {
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

export function listAt(value: unknown, name: string): readonly Fields[] {
  const found = fieldsAt(value)[name];
  return Array.isArray(found) ? found.filter(isRecord) : [];
}
