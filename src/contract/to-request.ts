import { describeValue } from './describe-value.ts';
import { isRecord } from './is-record.ts';
import { toMiniBatch, toMiniBatchContext } from './to-mini-batch.ts';
import { WireError } from './wire-error.ts';
import { RPC_CODES, type InitRequest, type Request, type RunRequest, type ShutdownRequest } from './wire.ts';

/**
 * Parses one line of the channel, without its line feed.
 *
 * @throws WireError with the JSON-RPC code and the id for the reply
 */
export function toRequest(line: Uint8Array): Request {
  const message = parse(line);
  if (!isRecord(message)) throw invalid(null, `a request is a JSON object, not ${describeValue(message)}`);
  const { id, jsonrpc, method, params } = message;
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) {
    throw invalid(null, `"id" must be an integer, received ${describeValue(id)}`);
  }
  if (jsonrpc !== '2.0') throw invalid(id, `"jsonrpc" must be "2.0", received ${describeValue(jsonrpc)}`);
  const toCall = typeof method === 'string' && Object.hasOwn(CALLS, method) ? CALLS[method] : undefined;
  if (toCall === undefined) {
    const methods = Object.keys(CALLS).join(', ');
    throw wireError(
      'methodNotFound',
      id,
      `there is no method ${describeValue(method)}; there are ${methods}`,
    );
  }
  try {
    return { jsonrpc, id, ...toCall(params ?? {}) };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw wireError('invalidParams', id, error.message, { cause: error });
  }
}

const CALLS: Readonly<Record<string, (params: unknown) => InitRequest | RunRequest | ShutdownRequest>> = {
  init: (params) => ({ method: 'init', params: { argv: toArgv(named(params)['argv']) } }),
  run(params) {
    const { mini_batch: miniBatch, context, spent_ms: spent, heartbeat_ms: heartbeat } = named(params);
    return {
      method: 'run',
      params: {
        mini_batch: toMiniBatch(miniBatch),
        context: toMiniBatchContext(context),
        spent_ms: toMilliseconds('spent_ms', spent),
        heartbeat_ms: toMilliseconds('heartbeat_ms', heartbeat),
      },
    };
  },
  shutdown: () => ({ method: 'shutdown' }),
};

function parse(line: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
  } catch (error) {
    throw wireError('parseError', null, 'a request is one line of JSON in UTF-8; this line is not', {
      cause: error,
    });
  }
}

function named(params: unknown): Record<string, unknown> {
  if (isRecord(params)) return params;
  throw new TypeError(`"params" must be an object, received ${describeValue(params)}`);
}

function toMilliseconds(name: string, value: unknown): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number' && value >= 0) return value;
  throw new TypeError(`"${name}" must be a number that is not negative, received ${describeValue(value)}`);
}

/** @throws TypeError when it is not a list of strings */
export function toArgv(value: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((argument) => typeof argument === 'string')) return value;
  throw new TypeError(`"argv" must be a list of strings, received ${describeValue(value)}`);
}

function invalid(id: number | null, message: string): WireError {
  return wireError('invalidRequest', id, message);
}

function wireError(
  code: keyof typeof RPC_CODES,
  id: number | null,
  message: string,
  options?: ErrorOptions,
): WireError {
  return new WireError(RPC_CODES[code], id, message, options);
}
