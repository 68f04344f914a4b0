import { WorkerError } from '../../contract/errors.ts';
import { Job } from './job.ts';
import type { JobPlan, JobPorts, JobResult } from './job-plan.ts';
import { JobRecord } from './job-record.ts';
import { lead } from './lead.ts';
import { runSlot } from './worker-slot.ts';

/**
 * Runs all mini-batches of a job in the way of AML's scheduler. As there, every process is started and calls `init()`,
 * also where there are fewer mini-batches to do.
 *
 * Where `append` or the start of a process throws a WorkerError, every process is killed and the job ends as `stopped`.
 *
 * @param record what is done already; gets what is done here
 * @throws other errors, which are defects
 */
export async function runJob(
  plan: JobPlan,
  ports: JobPorts,
  record = new JobRecord(plan.source.miniBatches, plan.source.items, plan.runMaxTry),
): Promise<JobResult> {
  const job = new Job(plan, ports, record);
  const onDrain = (): void => job.drain();
  const onStop = (): void => job.stop();
  if (ports.drain.aborted) onDrain();
  if (ports.stop.aborted) onStop();
  ports.drain.addEventListener('abort', onDrain);
  ports.stop.addEventListener('abort', onStop);
  try {
    const slots = record.tally.miniBatches.pending === 0 ? 0 : plan.nodeCount * plan.processCount;
    const error = await orStop(job, async (running) => {
      if (slots > 0) await lead(job, plan, ports);
      job.begin();
      for (let slot = 0; slot < slots; slot += 1)
        running.push(runSlot(job, plan, Math.floor(slot / plan.processCount)));
      await Promise.all(running);
    });
    if (error !== null) return { ...job.result(), end: { kind: 'stopped', error } };
  } finally {
    job.end();
    ports.drain.removeEventListener('abort', onDrain);
    ports.stop.removeEventListener('abort', onStop);
  }
  return job.result();
}

/** @param work adds the processes that it starts to `running` */
async function orStop(
  job: Job,
  work: (running: Promise<void>[]) => Promise<void>,
): Promise<WorkerError | null> {
  const running: Promise<void>[] = [];
  try {
    await work(running);
    await job.appended();
    return null;
  } catch (error) {
    job.stop();
    await Promise.allSettled(running);
    await job.appended().catch(() => {});
    if (error instanceof WorkerError) return error;
    throw error;
  }
}
