import { knownSecrets } from '../redaction/known-secrets.ts';
import { WorkerError } from './errors.ts';
import { WireError } from './wire-error.ts';
import { RPC_CODES, type ErrorReply, type Reply, type RpcCode, type SuccessReply } from './wire.ts';

/** The line of a reply on the channel, line feed included. */
export function fromReply(reply: Reply): string {
  return `${JSON.stringify(reply)}\n`;
}

export function fromResult(id: number, result: SuccessReply['result']): SuccessReply {
  return { jsonrpc: '2.0', id, result };
}

/** The reply for anything thrown while request `id` was served. A `WireError` has its own id and code. */
export function fromError(
  id: number | null,
  error: unknown,
  code: RpcCode = RPC_CODES.callFailed,
): ErrorReply {
  if (error instanceof WireError) {
    return { jsonrpc: '2.0', id: error.id, error: { code: error.rpcCode, message: error.message } };
  }
  return { jsonrpc: '2.0', id, error: { code, ...describeError(error) } };
}

function describeError(error: unknown): Omit<ErrorReply['error'], 'code'> {
  if (!(error instanceof Error))
    return {
      message: knownSecrets.redactMessage(`something that is not an error was thrown: ${String(error)}`),
    };
  const code = error instanceof WorkerError ? { code: error.code } : {};
  return {
    message: knownSecrets.redactMessage(error.message) || error.name,
    data: { name: error.name, ...code },
  };
}
