import type { MiniBatch, MiniBatchContext } from './mini-batch.ts';

/**
 * The channel between the Python door and its Node child: JSON-RPC 2.0 (https://www.jsonrpc.org/specification),
 * one message a line. Requests arrive on the child's stdin; replies leave on the descriptor whose number is in
 * REPLY_FD_VARIABLE, so that nothing printed on stdout or stderr can be taken for a reply.
 */
export const REPLY_FD_VARIABLE = 'PARALLEL_RUN_OCR_REPLY_FD';

export interface InitRequest {
  readonly method: 'init';
  readonly params: { readonly argv: readonly string[] };
}
export interface RunRequest {
  readonly method: 'run';
  readonly params: { readonly mini_batch: MiniBatch; readonly context?: MiniBatchContext | null };
}
export interface ShutdownRequest {
  readonly method: 'shutdown';
  readonly params?: Readonly<Record<string, never>>;
}
export type Request = (InitRequest | RunRequest | ShutdownRequest) & {
  readonly jsonrpc: '2.0';
  readonly id: number;
};

export interface RunResult {
  readonly rows: readonly string[];
}

export interface SuccessReply {
  readonly jsonrpc: '2.0';
  readonly id: number;
  readonly result: RunResult | Readonly<Record<string, unknown>>;
}
export interface ErrorReply {
  readonly jsonrpc: '2.0';
  readonly id: number | null;
  readonly error: {
    readonly code: number;
    readonly message: string;
    readonly data?: { readonly name: string };
  };
}
export type Reply = SuccessReply | ErrorReply;
