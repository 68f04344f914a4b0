import pLimit from 'p-limit';
import { HostGoneError, TransientError } from '../src/contract/errors.ts';
import { fromError, fromReply, fromResult } from '../src/contract/from-reply.ts';
import { toRequest } from '../src/contract/to-request.ts';
import {
  HEARTBEAT,
  type MetricsReport,
  RPC_CODES,
  type Reply,
  type Request,
  type SuccessReply,
} from '../src/contract/wire.ts';
import { HangingReadError } from '../src/files/storage-error.ts';
import type { Session } from '../src/worker/session.ts';

export interface Server {
  /** Takes one line, without its line feed; every request gets exactly one reply, in order of arrival. */
  readonly receive: (line: Uint8Array) => void;
  /** Finishes the request in progress and replies to it, rejects all later ones, and shuts the worker down. */
  drain(): Promise<void>;
  /** Aborts the run in progress and shuts the worker down, without a reply. */
  abandon(): Promise<void>;
  /** Replies to the request in progress with an uncaught error; the process must exit afterwards. */
  fail(error: unknown): Promise<void>;
}

type State = 'serving' | 'leaving';

export interface ServeOptions {
  /** Takes whole lines and never rejects. */
  readonly send: (line: string) => Promise<void>;
  /** Called once the host has been told that `init` failed. */
  readonly onInitFailed?: () => void;
  /** What the worker has reported since the last call, to be sent with the reply. */
  readonly takeMetrics?: () => MetricsReport | null;
}

/** The JSON-RPC loop. */
export function serve(
  session: Session,
  { send, onInitFailed = () => {}, takeMetrics = () => null }: ServeOptions,
): Server {
  const oneAtATime = pLimit(1);
  const hostGone = new AbortController();
  let state: State = 'serving';
  let inProgress: number | null = null;
  let initFailed = false;

  async function serveLine(line: Uint8Array, arrived: State): Promise<void> {
    const reply = await replyTo(line, arrived);
    if (reply !== null) await send(fromReply(reply));
    if (initFailed) onInitFailed();
  }

  async function replyTo(line: Uint8Array, arrived: State): Promise<Reply | null> {
    let request: Request;
    try {
      request = toRequest(line);
    } catch (error) {
      return fromError(null, error);
    }
    if (arrived === 'leaving') return fromError(request.id, draining(), RPC_CODES.workerLeaving);
    inProgress = request.id;
    const reply = await perform(request);
    if (inProgress === null) return null;
    inProgress = null;
    return reply;
  }

  async function perform(request: Request): Promise<Reply> {
    try {
      return fromResult(request.id, await call(request));
    } catch (error) {
      initFailed ||= request.method === 'init';
      if (!(error instanceof HangingReadError)) return fromError(request.id, error);
      state = 'leaving';
      return fromError(request.id, error, RPC_CODES.workerLeaving);
    }
  }

  async function call(request: Request): Promise<SuccessReply['result']> {
    if (request.method === 'run') {
      hostGone.signal.throwIfAborted();
      const { mini_batch: miniBatch, context = null, spent_ms: spentMs = null } = request.params;
      const stopHeartbeat = startHeartbeat(request.params.heartbeat_ms ?? null);
      try {
        const rows = await session.run(miniBatch, context, hostGone.signal, spentMs);
        return { rows, ...reported() };
      } finally {
        stopHeartbeat();
      }
    }
    if (request.method === 'shutdown') {
      await session.shutdown();
      return reported();
    }
    const { goesOn, runLimitMs } = await session.init(request.params.argv);
    return {
      ...(goesOn === true && { goes_on: true }),
      ...(typeof runLimitMs === 'number' && { run_limit_ms: runLimitMs }),
    };
  }

  function startHeartbeat(everyMs: number | null): () => void {
    if (everyMs === null) return () => {};
    const timer = setInterval(() => void send(HEARTBEAT), everyMs);
    return () => clearInterval(timer);
  }

  function reported(): { readonly metrics?: MetricsReport } {
    const metrics = takeMetrics();
    return metrics === null ? {} : { metrics };
  }

  function leave(): Promise<void> {
    state = 'leaving';
    return oneAtATime(() => session.shutdown());
  }

  return {
    receive: (line) => void oneAtATime(serveLine, line, state),
    drain: leave,
    abandon() {
      hostGone.abort(new HostGoneError());
      return leave();
    },
    async fail(error) {
      state = 'leaving';
      const id = inProgress;
      inProgress = null;
      if (id !== null) await send(fromReply(fromError(id, error, RPC_CODES.workerLeaving)));
    },
  };
}

function draining(): TransientError {
  return new TransientError(
    'worker_draining',
    'the worker is draining: it was told to stop and takes no more requests; start another one',
  );
}
