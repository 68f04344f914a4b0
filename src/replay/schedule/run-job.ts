import { Job } from './job.ts';
import type { JobPlan, JobPorts, JobResult } from './job-plan.ts';
import { runSlot } from './worker-slot.ts';

/**
 * Runs all mini-batches of a job in the way of AML's scheduler on one node. No more processes are started than there are
 * mini-batches.
 *
 * @throws what `append` or the start of a process throws; every process is then killed
 */
export async function runJob(plan: JobPlan, ports: JobPorts): Promise<JobResult> {
  const job = new Job(plan, ports);
  const onDrain = (): void => job.drain();
  const onStop = (): void => job.stop();
  if (ports.drain.aborted) onDrain();
  if (ports.stop.aborted) onStop();
  ports.drain.addEventListener('abort', onDrain);
  ports.stop.addEventListener('abort', onStop);
  try {
    const slots = Math.min(plan.processCount, plan.tasks.length);
    await allOrStop(
      Array.from({ length: slots }, () => runSlot(job, plan)),
      job,
    );
  } finally {
    ports.drain.removeEventListener('abort', onDrain);
    ports.stop.removeEventListener('abort', onStop);
  }
  return job.result();
}

async function allOrStop(slots: readonly Promise<void>[], job: Job): Promise<void> {
  try {
    await Promise.all(slots);
  } catch (error) {
    job.stop();
    await Promise.allSettled(slots);
    throw error;
  }
}
