import type { IncomingHttpHeaders } from 'node:http';
import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';
import type { ForcedOutcome } from '../faults/fault.ts';
import type { OperationName } from '../operations.ts';

/** One request with its complete body. */
export interface EmulatorRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** The named groups of the route's path. */
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  /** True when the body exceeds the route's limit; `body` is then empty. */
  readonly bodyTooLarge: boolean;
  /** The outcome that a fault rule sets for the operation that this call starts. */
  readonly forcedOutcome: ForcedOutcome | null;
  /** Aborted when the client disconnects or the server closes. */
  readonly signal: AbortSignal;
}

export interface EmulatorResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes and text are sent as they are, another object as JSON. */
  readonly body?: string | Buffer | object;
  /** The billing that the service would do for this call. */
  readonly billed?: Bill;
}

export interface Bill {
  readonly sha256: string;
  readonly pages: number;
}

export interface Route {
  readonly operation: OperationName;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: RegExp;
  /** Maximum body size in bytes, inclusive. */
  readonly maxBodyBytes?: number;
  /** The image of this call, if it is known before the work starts; fault rules can match it. */
  readonly imageOf?: (request: EmulatorRequest) => string | null;
  readonly handle: (request: EmulatorRequest) => Promise<EmulatorResponse> | EmulatorResponse;
}

/** Query values whose names may arrive percent-encoded (`api%2Dversion`); the empty text counts as absent. */
export function queryValue(request: EmulatorRequest, name: string): string | null {
  return request.url.searchParams.get(name) || null;
}

/** The media type without parameters, in lower case. */
export function mediaType(request: EmulatorRequest): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The fields of a JSON body; empty when it is not a JSON object. */
export function parseJsonObject(body: Buffer): Readonly<Record<string, unknown>> {
  const value = parseJson(body.toString());
  return isRecord(value) ? value : {};
}
