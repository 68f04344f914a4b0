import { JobRecord } from '../schedule/job-record.ts';
import type { Started } from './events.ts';
import { readJournal } from './read-journal.ts';

/** What the journal of an interrupted replay tells about its job. */
export async function recall(
  journal: string,
  { miniBatches, items }: Started['input'],
  runMaxTry: number,
): Promise<JobRecord> {
  const record = new JobRecord(miniBatches, items, runMaxTry);
  for await (const { event } of readJournal(journal)) {
    if (event.event === 'appended' || event.event === 'counted') record.processed(event, event.rows);
    if (event.event === 'failed') record.attemptFailed(event);
    if (event.event === 'process') record.processesStarted = event.process;
    if (event.event === 'init_failed') record.initFailures += 1;
  }
  return record;
}
