import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../files/make-folder.ts';
import { ConfigurationError } from '../../contract/errors.ts';
import { ownerName } from '../host/process-owner.ts';
import { describeInputChanges } from '../input/input-changes.ts';
import type { MiniBatchTask } from '../input/split.ts';
import { taskFile, writeTaskFile } from '../input/task-file.ts';
import type { TaskSource } from '../input/task-source.ts';
import { JobRecord } from '../schedule/job-record.ts';
import { describeIdentityChanges, type ReplayIdentity } from './identity.ts';
import { JOURNAL_VERSION } from './events.ts';
import { JournalFile } from './journal-file.ts';
import { journalPaths } from './journal-paths.ts';
import type { JournalState } from './journal-state.ts';
import { recall } from './recall.ts';
import { repairRows } from './repair-rows.ts';

export interface ReplaySetup {
  /** The output folder, absolute; prepared. */
  readonly output: string;
  readonly appendRowFileName: string;
  readonly runMaxTry: number;
  readonly identity: ReplayIdentity;
  readonly runId: string;
  /** What the `file` of a row is relative to, where there is such a folder. */
  readonly inputRoot: string | null;
  /** The mini-batches of the input. */
  readonly tasks: AsyncIterable<MiniBatchTask>;
  /** Aborted: the input is listed no further. */
  readonly signal: AbortSignal;
}

/** A replay whose journal is open. */
export interface OpenReplay {
  readonly journal: JournalFile;
  readonly source: TaskSource;
  readonly record: JobRecord;
  /** Of the replay that it continues, where there is one, so that the same store is used. */
  readonly runId: string;
  /** The rows are complete and in their final order. */
  readonly sorted: boolean;
  /** When the first part of it began. */
  readonly begunAt: Date;
  readonly resumed: boolean;
}

/** Lists the input and begins a journal. */
export async function beginReplay(setup: ReplaySetup, now: Date): Promise<OpenReplay> {
  const { runId, identity, runMaxTry } = setup;
  const paths = journalPaths(setup.output);
  await makeFolder(paths.folder);
  const input = await writeTaskFile(paths.input, setup.tasks, setup.signal);
  const journal = await JournalFile.open(paths.events);
  const time = now.toISOString();
  await journal.append({
    event: 'started',
    version: JOURNAL_VERSION,
    time,
    run_id: runId,
    owner: ownerName(),
    input,
    ...(setup.inputRoot !== null && { input_root: setup.inputRoot }),
    identity,
  });
  const record = new JobRecord(input.miniBatches, input.items, runMaxTry);
  return {
    journal,
    source: taskFile(paths.input, input),
    record,
    runId,
    sorted: false,
    begunAt: now,
    resumed: false,
  };
}

/**
 * Opens the journal of an interrupted replay again, after it and the rows have been repaired.
 *
 * @throws ConfigurationError when the input, the arguments or the code changed; nothing is changed then
 */
export async function resumeReplay(
  setup: ReplaySetup,
  { started }: JournalState,
  now: Date,
): Promise<OpenReplay> {
  const paths = journalPaths(setup.output);
  try {
    const input = await writeTaskFile(paths.inputNow, setup.tasks, setup.signal);
    const changes = [
      ...(started.version === JOURNAL_VERSION ? [] : ['the version of this program']),
      ...describeIdentityChanges(started.identity, setup.identity),
      ...(input.sha256 === started.input.sha256
        ? []
        : await describeInputChanges(paths.input, paths.inputNow)),
    ];
    if (changes.length > 0) throw new ConfigurationError([describeRejection(setup.output, changes)]);
    await rename(paths.inputNow, paths.input);
  } finally {
    await rm(paths.inputNow, { force: true });
  }
  const { sorted } = await repairRows(paths.events, join(setup.output, setup.appendRowFileName));
  const record = await recall(paths.events, started.input, setup.runMaxTry);
  const journal = await JournalFile.open(paths.events);
  await journal.append({ event: 'resumed', time: now.toISOString(), owner: ownerName() });
  const source = taskFile(paths.input, started.input);
  const begunAt = new Date(started.time);
  return { journal, source, record, runId: started.run_id, sorted, begunAt, resumed: true };
}

function describeRejection(output: string, changes: readonly string[]): string {
  return `--resume: the replay in ${output} cannot be continued, because something changed: ${changes.join('; ')}. Restore it, or give --overwrite to start again.`;
}
