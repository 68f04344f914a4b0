import { limitSaidIn } from '../../files/machine-error.ts';
import { systemClock } from '../../flow/clock.ts';
import { withTimeLimit } from '../../flow/time-limit.ts';
import { EntryScriptError, HostError, HostTimeoutError } from '../host/host-errors.ts';
import type { WorkerHost } from '../host/worker-host.ts';
import type { Job } from './job.ts';
import type { Attempt, JobPlan } from './job-plan.ts';
import { toHostInput } from './to-host-input.ts';

type TimeLimits = Pick<JobPlan, 'runTimeoutMs' | 'initTimeoutMs'>;

/** A worker process and what it works with. */
interface Slot {
  readonly job: Job;
  readonly host: WorkerHost;
  readonly processNumber: number;
  /** From 0. */
  readonly node: number;
  readonly timeLimits: TimeLimits;
}

type Next = 'replace' | 'leave';

/** A process with more failed attempts than this is replaced, as on AML. */
const MAX_FAILED_ATTEMPTS = 10;
const SHUTDOWN_LIMIT = { ms: 30_000, error: () => new Error('shutdown() did not return within 30 s') };

/** Keeps one worker process at work, replacing it when it has to be, until the job has no mini-batch for it. */
export async function runSlot(job: Job, timeLimits: TimeLimits, node: number): Promise<void> {
  while (job.open) {
    const slot = { job, timeLimits, node, ...job.startProcess(node) };
    try {
      const next = (await initialise(slot)) ?? (await serve(slot));
      if (next === 'leave') return;
    } finally {
      slot.host.kill();
    }
  }
}

async function initialise({ job, host, processNumber, node, timeLimits }: Slot): Promise<Next | null> {
  const ms = timeLimits.initTimeoutMs;
  const limit = { ms, error: () => new HostTimeoutError('EntryScriptInitTimeout', ms / 1000) };
  try {
    await withTimeLimit(systemClock, limit, job.closed, ({ signal }) => host.init(signal));
    job.processReady(node);
    return null;
  } catch (error) {
    if (job.closed.aborted) return 'leave';
    if (!(error instanceof HostError)) throw error;
    const ofMachine = limitSaidIn(error.message);
    if (ofMachine !== null) throw ofMachine;
    return job.initFailed({ processNumber, node, error }) ? 'replace' : 'leave';
  }
}

async function serve(slot: Slot): Promise<Next> {
  const { job, host, processNumber } = slot;
  let failedAttempts = 0;
  let served = false;
  try {
    while (failedAttempts <= MAX_FAILED_ATTEMPTS) {
      await job.roomToAppend();
      const attempt = await job.next(processNumber);
      if (attempt === undefined) return await leave(slot);
      // It died while it waited, so this mini-batch is not to blame; after a process that never served, it is counted, so
      // that the job ends.
      if (!host.alive && served) {
        job.putBack(attempt);
        return 'replace';
      }
      served = true;
      job.attemptStarted(attempt);
      const failure = await run(attempt, slot);
      if (job.stopped.aborted) return 'leave';
      if (failure === null) continue;
      failedAttempts += 1;
      job.attemptFailed({ ...attempt, error: failure });
      if (!(failure instanceof EntryScriptError)) return 'replace';
    }
    return 'replace';
  } finally {
    job.processLeft();
  }
}

/** @returns why the attempt failed; null when its rows are being appended or the job is over. */
async function run(attempt: Attempt, { job, host, timeLimits }: Slot): Promise<HostError | null> {
  const ms = timeLimits.runTimeoutMs;
  const limit = { ms, error: () => new HostTimeoutError('EntryScriptRunTimeout', ms / 1000) };
  const { index, partition } = attempt.task;
  const context = {
    minibatch_index: index,
    retry_count: attempt.attempt - 1,
    ...(partition !== undefined && { partition_key_value: partition }),
  };
  try {
    const rows = await withTimeLimit(systemClock, limit, job.stopped, ({ signal }) =>
      host.run(toHostInput(attempt.task), context, signal),
    );
    job.append(attempt, rows);
    return null;
  } catch (error) {
    if (job.stopped.aborted) return null;
    if (error instanceof HostError) return error;
    throw error;
  }
}

async function leave({ job, host }: Slot): Promise<Next> {
  try {
    await withTimeLimit(systemClock, SHUTDOWN_LIMIT, job.stopped, ({ signal }) => host.shutdown(signal));
  } catch {
    // The work is done; the error is in the script's log.
  }
  return 'leave';
}
