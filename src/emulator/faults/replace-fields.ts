import { isRecord, type JsonObject } from '../../contract/is-record.ts';
import type { EmulatorResponse } from '../server/http.ts';

/** A JSON response with other values, as someone who controls the service sends it; other responses stay as they are. */
export function replaceFields(
  response: EmulatorResponse,
  fields: Readonly<Record<string, unknown>>,
): EmulatorResponse {
  const { body } = response;
  if (!isRecord(body)) return response;
  return {
    ...response,
    body: Object.entries(fields).reduce<JsonObject>(
      (at, [path, value]) => withValue(at, path.split('.'), value),
      body,
    ),
  };
}

function withValue(at: unknown, [name = '', ...below]: readonly string[], value: unknown): JsonObject {
  const fields = isRecord(at) ? at : {};
  return { ...fields, [name]: below.length === 0 ? value : withValue(fields[name], below, value) };
}
