import type { MiniBatch, MiniBatchContext } from './mini-batch.ts';

/**
 * The channel between the Python entry script and its Node child: JSON-RPC 2.0 (https://www.jsonrpc.org/specification),
 * one message a line. Requests arrive on the child's stdin; replies leave on the descriptor whose number is in
 * REPLY_FD_VARIABLE, so that output on stdout or stderr is never mistaken for a reply.
 */
export const REPLY_FD_VARIABLE = 'PARALLEL_RUN_OCR_REPLY_FD';

export interface InitRequest {
  readonly method: 'init';
  readonly params: { readonly argv: readonly string[] };
}
export interface RunRequest {
  readonly method: 'run';
  readonly params: {
    readonly mini_batch: MiniBatch;
    readonly context?: MiniBatchContext | null;
    /** The time since the host's call, when a worker was ended during it and this one goes on. */
    readonly spent_ms?: number | null;
    /** How often to send a heartbeat until the reply, milliseconds; none where it is not given. */
    readonly heartbeat_ms?: number | null;
  };
}
export interface ShutdownRequest {
  readonly method: 'shutdown';
  readonly params?: Readonly<Record<string, never>>;
}
export type Request = (InitRequest | RunRequest | ShutdownRequest) & {
  readonly jsonrpc: '2.0';
  readonly id: number;
};

/**
 * The codes of https://www.jsonrpc.org/specification#error_object, and two of the range for applications: the call
 * failed (`data` holds the error), and the worker is exiting, so that the next attempt needs another child.
 */
export const RPC_CODES = {
  parseError: -32_700,
  invalidRequest: -32_600,
  methodNotFound: -32_601,
  invalidParams: -32_602,
  callFailed: -32_000,
  workerLeaving: -32_001,
} as const;
export type RpcCode = (typeof RPC_CODES)[keyof typeof RPC_CODES];

/** Figures by name, and where they belong on the axis of a run: the index of the mini-batch, or their number. */
export interface MetricsReport {
  readonly step: number;
  readonly values: Readonly<Record<string, number>>;
}

interface InitResult {
  /** After the end of this worker's process during a run, another one can go on with the run. */
  readonly goes_on?: true;
  /** The time in which every run ends, unless its process hangs, milliseconds. */
  readonly run_limit_ms?: number;
}
interface RunResult {
  readonly rows: readonly string[];
  readonly metrics?: MetricsReport;
}
interface ShutdownResult {
  readonly metrics?: MetricsReport;
}

/** Says that the worker's event loop turns, between a request and its reply: https://www.jsonrpc.org/specification#notification */
export const HEARTBEAT = '{"jsonrpc":"2.0","method":"heartbeat"}\n';

export interface SuccessReply {
  readonly jsonrpc: '2.0';
  readonly id: number;
  readonly result: InitResult | RunResult | ShutdownResult;
}
export interface ErrorReply {
  readonly jsonrpc: '2.0';
  readonly id: number | null;
  readonly error: {
    readonly code: RpcCode;
    readonly message: string;
    readonly data?: { readonly name: string; readonly code?: string };
  };
}
export type Reply = SuccessReply | ErrorReply;
