import { systemClock } from '../../flow/clock.ts';
import { withTimeLimit } from '../../flow/time-limit.ts';
import { EntryScriptError, HostError, HostTimeoutError } from '../host/host-errors.ts';
import type { WorkerHost } from '../host/worker-host.ts';
import type { Job } from './job.ts';
import type { QueuedTask } from './task-queue.ts';

/** A process with more failed attempts than this is replaced, as on AML. */
const MAX_FAILED_ATTEMPTS = 10;
const SHUTDOWN_LIMIT = { ms: 30_000, error: () => new Error('shutdown() did not return within 30 s') };

/** Keeps one worker process at work, replacing it when it has to be, until the job has no mini-batch for it. */
export async function runSlot(job: Job): Promise<void> {
  while (job.open) {
    const { host, processNumber } = job.startHost();
    try {
      const next = (await initialise(job, host, processNumber)) ?? (await serve(job, host, processNumber));
      if (next === 'leave') return;
    } finally {
      host.kill();
    }
  }
}

type Next = 'replace' | 'leave';

async function initialise(job: Job, host: WorkerHost, processNumber: number): Promise<Next | null> {
  const ms = job.plan.initTimeoutMs;
  const limit = { ms, error: () => new HostTimeoutError('EntryScriptInitTimeout', ms / 1000) };
  const ended = AbortSignal.any([job.stopped, job.queue.closed]);
  try {
    await withTimeLimit(systemClock, limit, ended, ({ signal }) => host.init(signal));
    job.initSucceeded();
    return null;
  } catch (error) {
    if (ended.aborted) return 'leave';
    if (!(error instanceof HostError)) throw error;
    return job.initFailed(processNumber, error) ? 'replace' : 'leave';
  }
}

async function serve(job: Job, host: WorkerHost, processNumber: number): Promise<Next> {
  let failedAttempts = 0;
  let served = false;
  try {
    while (failedAttempts <= MAX_FAILED_ATTEMPTS) {
      const queued = await job.queue.take();
      if (queued === undefined) return await leave(job, host);
      // It died while it waited, which is no fault of this mini-batch; one that never served is charged, to end.
      if (!host.alive && served) {
        job.queue.putBack(queued);
        return 'replace';
      }
      served = true;
      const failure = await attempt(job, host, queued);
      if (job.stopped.aborted) return 'leave';
      if (failure === null) continue;
      failedAttempts += 1;
      job.attemptFailed(queued, processNumber, failure);
      if (!(failure instanceof EntryScriptError)) return 'replace';
    }
    return 'replace';
  } finally {
    job.readyProcesses -= 1;
  }
}

/** @returns why the attempt failed, null when its rows are appended. */
async function attempt(job: Job, host: WorkerHost, queued: QueuedTask): Promise<HostError | null> {
  const { runTimeoutMs: ms, limits } = job.plan;
  const limit = { ms, error: () => new HostTimeoutError('EntryScriptRunTimeout', ms / 1000) };
  const context = { minibatch_index: queued.task.index };
  try {
    const rows = await withTimeLimit(systemClock, limit, job.stopped, ({ signal }) =>
      host.run(queued.task.files, context, signal),
    );
    if (limits.outputAction === 'append_row') {
      checkEncodable(rows);
      await job.ports.append(rows);
    }
    job.processed(queued, rows.length);
    return null;
  } catch (error) {
    if (error instanceof HostError || job.stopped.aborted) return error as HostError;
    throw error;
  }
}

function checkEncodable(rows: readonly string[]): void {
  const position = rows.findIndex((row) => !row.isWellFormed());
  if (position === -1) return;
  const message = `row ${position} holds a lone surrogate; AML cannot write it as UTF-8 and tries the mini-batch again`;
  throw new EntryScriptError('UnicodeEncodeError', message);
}

async function leave(job: Job, host: WorkerHost): Promise<Next> {
  try {
    await withTimeLimit(systemClock, SHUTDOWN_LIMIT, job.stopped, ({ signal }) => host.shutdown(signal));
  } catch {
    // The work is done; the script's own error is in its log.
  }
  return 'leave';
}
