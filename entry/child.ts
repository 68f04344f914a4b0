import { Socket } from 'node:net';
import { lineSplitter } from '../src/contract/line-splitter.ts';
import { type MetricsReport, REPLY_FD_VARIABLE } from '../src/contract/wire.ts';
import { lineLogger } from '../src/logging/line-logger.ts';
import { redactWrites } from '../src/redaction/redact-writes.ts';
import { serve } from './serve.ts';
import { createSession } from '../src/worker/session.ts';
import type { WorkerFactory } from '../src/worker/worker.ts';

/** Time for cleaning up after the host is gone; then the process is killed. */
const FORCE_KILL_MS = 800;
/** Interval of the check that the parent is still the one that started this process. */
const PARENT_CHECK_MS = 500;
/** Time for an error reply to be written before the process exits. */
const ERROR_REPLY_GRACE_MS = 500;
/** Exit code after a failed `init()`: there is no worker to serve with. */
const INIT_FAILED = 1;

/** Serves the Python entry script that started this process, until it goes away or stops this process. */
export function serveParent(create: WorkerFactory): void {
  redactWrites(process.stdout);
  redactWrites(process.stderr);
  const logger = lineLogger('INFO', writeLog);
  const replies = replyChannel();
  let metrics: MetricsReport | null = null;
  const session = createSession((argv) =>
    create(argv, {
      env: process.env,
      processId: process.pid,
      write: writeLog,
      reportMetrics: (report) => {
        metrics = report;
      },
    }),
  );
  const server = serve(session, {
    send: replies.send,
    takeMetrics: () => {
      const taken = metrics;
      metrics = null;
      return taken;
    },
    onInitFailed: () => void exitAfter(Promise.resolve(), INIT_FAILED),
  });

  process.stdin.on('data', lineSplitter(server.receive));
  onHostGone(replies, () => {
    // process.exit() waits for native code on worker threads; SIGKILL does not.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), FORCE_KILL_MS);
    void exitAfter(server.abandon(), 0);
  });

  // Ctrl-C reaches the whole foreground group. The host manages the lifetime of this process.
  process.on('SIGINT', () => {});
  // At the limit for the size of a file a write fails; the signal would end the process.
  process.on('SIGXFSZ', () => {});
  process.once('SIGTERM', () => {
    // With no listener left, a second SIGTERM has its default effect: the process ends at once.
    logger.info('SIGTERM: the worker finishes the request in progress and exits');
    void exitAfter(server.drain(), 0);
  });

  const onUncaught = (thrown: unknown): void => {
    logger.error(`uncaught: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`);
    setTimeout(() => process.exit(1), ERROR_REPLY_GRACE_MS);
    void exitAfter(server.fail(thrown), 1);
  };
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', onUncaught);
}

/** Ends the process once all its output is written: writes to a full pipe wait. */
async function exitAfter(work: Promise<void>, exitCode: number): Promise<void> {
  await Promise.allSettled([work]);
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit(exitCode);
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

function writeLog(line: string): void {
  process.stderr.write(line);
}

interface ReplyChannel {
  readonly socket: Socket;
  readonly send: (line: string) => Promise<void>;
}

function replyChannel(): ReplyChannel {
  const fd = Number(process.env[REPLY_FD_VARIABLE]);
  // Not inherited: a process started from here is not the host's child.
  delete process.env[REPLY_FD_VARIABLE];
  // A socket rather than fs.write: a reader that stops reading must not block a thread that exit() waits for.
  const socket = new Socket({ fd, readable: false, writable: true });
  return { socket, send: (line) => new Promise((resolve) => socket.write(line, () => resolve())) };
}

/** Calls `leave` once, at the first sign that the host is gone: end of stdin, a broken pipe, another parent. */
function onHostGone(replies: ReplyChannel, leave: () => void): void {
  let gone = false;
  const once = (): void => {
    if (!gone) leave();
    gone = true;
  };
  process.stdin.on('end', once).on('error', once);
  replies.socket.on('error', once);
  process.stdout.on('error', once);
  process.stderr.on('error', once);
  // A process forked by the parent may hold our stdin open after the parent has died.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && once(), PARENT_CHECK_MS);
}
