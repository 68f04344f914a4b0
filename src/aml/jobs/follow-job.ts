import { WorkerError } from '../../contract/errors.ts';
import { sleep } from '../../flow/sleep.ts';
import type { AmlSession } from '../session.ts';
import { hasEnded, type JobFacts, readJob } from './job-facts.ts';
import type { ProgressReader } from './progress-overview.ts';

/** A job takes minutes to start; more questions bring no more news. */
const POLL_MS = 10_000;

export interface Followed {
  /** `Queued`, `Running`, …, when it changes. */
  readonly onStatus: (status: string) => void;
  /** Text of the progress overview, as it grows. */
  readonly onProgress: (text: string) => void;
  /** Told once, when the overview cannot be read; the job is followed all the same. */
  readonly onBlind: (why: string) => void;
}

/**
 * Polls a job until it has ended.
 * @throws the signal's reason, at once, when it is aborted; the job itself goes on
 */
export async function followJob(
  session: AmlSession,
  name: string,
  progress: ProgressReader,
  followed: Followed,
  signal: AbortSignal,
): Promise<JobFacts> {
  const tell = sightedTeller(progress, followed);
  let last = '';
  for (;;) {
    const facts = await readJob(session, name, signal);
    if (facts.status !== last) followed.onStatus(facts.status);
    last = facts.status;
    await tell(signal);
    if (hasEnded(facts.status)) return facts;
    await sleep(session.clock, POLL_MS, signal);
  }
}

function sightedTeller(progress: ProgressReader, { onProgress, onBlind }: Followed) {
  let blind = false;
  return async (signal: AbortSignal): Promise<void> => {
    if (blind) return;
    try {
      const news = await progress.news(signal);
      if (news !== '') onProgress(news);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof WorkerError)) throw error;
      blind = true;
      onBlind(error.message);
    }
  };
}
