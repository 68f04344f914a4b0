import { WorkerError } from '../../contract/errors.ts';
import { sleep } from '../../flow/sleep.ts';
import type { AmlSession } from '../aml-session.ts';
import { hasEnded, type JobFacts, readJob } from './job-facts.ts';
import type { ProgressReader } from './progress-overview.ts';

/** A job takes minutes to start, so more frequent polling gains nothing. */
const POLL_MS = 10_000;

export interface FollowEvents {
  /** `Queued`, `Running`, …, when it changes. */
  readonly onStatus: (status: string) => void;
  /** Text of the progress overview, as it grows. */
  readonly onProgress: (text: string) => void;
  /** Called once, when the overview cannot be read; the job is still followed. */
  readonly onProgressUnavailable: (why: string) => void;
}

/**
 * Polls a job until it has ended.
 * @throws the signal's reason, at once, when it is aborted; the job itself goes on
 */
export async function followJob(
  session: AmlSession,
  name: string,
  progress: ProgressReader,
  events: FollowEvents,
  signal: AbortSignal,
): Promise<JobFacts> {
  const reportProgress = progressReporter(progress, events);
  let last = '';
  for (;;) {
    const facts = await readJob(session, name, signal);
    if (facts.status !== last) events.onStatus(facts.status);
    last = facts.status;
    await reportProgress(signal);
    if (hasEnded(facts.status)) return facts;
    await sleep(session.clock, POLL_MS, signal);
  }
}

function progressReporter(progress: ProgressReader, { onProgress, onProgressUnavailable }: FollowEvents) {
  let unavailable = false;
  return async (signal: AbortSignal): Promise<void> => {
    if (unavailable) return;
    try {
      const chunk = await progress.nextChunk(signal);
      if (chunk !== '') onProgress(chunk);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof WorkerError)) throw error;
      unavailable = true;
      onProgressUnavailable(error.message);
    }
  };
}
