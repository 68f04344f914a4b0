import { limitSaidIn } from '../../files/machine-error.ts';
import { systemClock } from '../../flow/clock.ts';
import { withTimeLimit } from '../../flow/time-limit.ts';
import { EntryScriptError, HostError } from '../host/host-errors.ts';
import type { Job } from './job.ts';
import type { JobPlan, JobPorts } from './job-plan.ts';

/** Lets the leader do its part; it may take as long as an `init()`. @throws WorkerError where this machine does not allow it */
export async function lead(job: Job, { initTimeoutMs: ms }: JobPlan, ports: JobPorts): Promise<void> {
  const limit = { ms, error: () => tooLong(ms) };
  try {
    await withTimeLimit(systemClock, limit, job.closed, async ({ signal }) => ports.lead?.(signal));
  } catch (error) {
    if (job.closed.aborted) return;
    if (!(error instanceof HostError)) throw error;
    const ofMachine = limitSaidIn(error.message);
    if (ofMachine !== null) throw ofMachine;
    job.leaderFailed(error);
  }
}

function tooLong(ms: number): HostError {
  return new EntryScriptError('EntryScriptInvalid', `its import did not end within ${ms / 1000} s`);
}
