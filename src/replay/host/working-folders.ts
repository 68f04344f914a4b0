import { mkdtempSync } from 'node:fs';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../../contract/errors.ts';
import { machineError } from '../../files/machine-error.ts';
import { deleteRun, listRuns, readNote, writeNote } from '../../store/store-folder.ts';
import { journalPaths } from '../journal/journal-paths.ts';
import { readJournalState } from '../journal/journal-state.ts';
import { isAbandoned, ownerName } from './process-owner.ts';

const PREFIX = 'parallel-run-ocr-replay-';
const RUN_PREFIX = 'replay-';

/** The run id of a replay; its store is in a folder of this name. */
export function replayRunId(unique: string): string {
  return `${RUN_PREFIX}${ownerName()}-${unique}`;
}

/** A folder for one worker process. */
export function makeWorkingFolder(temporary: string): string {
  return mkdtempSync(join(temporary, `${PREFIX}${ownerName()}-`));
}

/**
 * Keeps the store of a replay for as long as the replay can be continued from its output folder, also after a kill.
 * Must be called before the first process starts.
 */
export async function keepStore(temporary: string, runId: string, output: string): Promise<void> {
  await writeNote(temporary, runId, output).catch(() => {});
}

/**
 * Checks that working folders can be made, and removes what replays of this user left that were killed. What a replay that
 * still runs, another user or another machine made stays.
 *
 * @throws ConfigurationError when the temporary folder cannot be used
 */
export async function sweepWorkingFolders(temporary: string): Promise<void> {
  const uid = await probe(temporary);
  for (const name of await readdir(temporary)) {
    if (name.startsWith(PREFIX) && isAbandoned(name)) await removeOwn(join(temporary, name), uid);
  }
  for (const runId of await listRuns(temporary)) {
    if (!runId.startsWith(RUN_PREFIX) || !isAbandoned(runId)) continue;
    if (!(await canResume(temporary, runId))) await deleteRun(temporary, runId).catch(() => {});
  }
}

async function canResume(temporary: string, runId: string): Promise<boolean> {
  const output = await readNote(temporary, runId);
  if (output === null) return false;
  const state = await readJournalState(journalPaths(output).events).catch(() => null);
  return state?.ended === false && state.started.run_id === runId;
}

/** The user that new folders belong to, which need not be the user of this process. */
async function probe(temporary: string): Promise<number> {
  try {
    const folder = await mkdtemp(join(temporary, `${PREFIX}${ownerName()}-`));
    const { uid } = await lstat(folder);
    await rm(folder, { recursive: true });
    return uid;
  } catch (error) {
    const failure = machineError(`TMPDIR: the temporary folder ${temporary} cannot be used`, error);
    throw failure === null ? error : new ConfigurationError([failure.message], { cause: error });
  }
}

async function removeOwn(folder: string, uid: number): Promise<void> {
  const found = await lstat(folder).catch(() => null);
  if (found?.isDirectory() !== true || found.uid !== uid) return;
  // Another replay may be removing it as well.
  await rm(folder, { recursive: true, force: true }).catch(() => {});
}
