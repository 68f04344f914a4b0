import { createHash } from 'node:crypto';
import { lstat, mkdtemp, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { EXPIRY_MS } from './make-room.ts';

const OWNER_ONLY = 0o700;
const WRITABLE_BY_OTHERS = 0o022;

/** One folder of all runs of a node. */
function runsFolder(temporary: string): string {
  return join(temporary, 'parallel-run-ocr-store');
}

/**
 * Creates the folder of a run below the temporary folder of the node. All processes of the run find the same one, and
 * no other user can put readings there.
 *
 * @throws the error of the file system, or one that says that the folder belongs to somebody else
 */
export async function createRunFolder(temporary: string, runId: string): Promise<string> {
  const runs = runsFolder(temporary);
  await makeFolder(runs, OWNER_ONLY);
  const found = await lstat(runs);
  const isOurs = found.isDirectory() && found.uid === (await ownUserId(temporary));
  if (!isOurs || (found.mode & WRITABLE_BY_OTHERS) !== 0) {
    throw new Error(`${runs} is not a folder of this user that only this user can write to`);
  }
  const folder = runFolder(temporary, runId);
  await makeFolder(folder, OWNER_ONLY);
  return folder;
}

const NOTE = 'note.txt';

/** Leaves a text in the folder of a run, which is created. */
export async function writeNote(temporary: string, runId: string, note: string): Promise<void> {
  await writeFile(join(await createRunFolder(temporary, runId), NOTE), note);
}

/** The text that was left in the folder of a run; null when there is none. */
export async function readNote(temporary: string, runId: string): Promise<string | null> {
  return await readFile(join(runFolder(temporary, runId), NOTE), 'utf8').catch(() => null);
}

/** Deletes what a run that has ended stored. */
export async function deleteRun(temporary: string, runId: string): Promise<void> {
  await rm(runFolder(temporary, runId), { recursive: true, force: true });
  // Other runs may have theirs there.
  await rmdir(runsFolder(temporary)).catch(() => {});
}

/** The names of the folders of runs, when they are this user's; a run id that is no file name is listed as its hash. */
export async function listRuns(temporary: string): Promise<readonly string[]> {
  const runs = runsFolder(temporary);
  try {
    const isOurs = (await lstat(runs)).uid === (await ownUserId(temporary));
    return isOurs ? await readdir(runs) : [];
  } catch {
    return [];
  }
}

function runFolder(temporary: string, runId: string): string {
  return join(runsFolder(temporary), /^[\w-][\w.-]{0,99}$/.test(runId) ? runId : hashOf(runId));
}

/**
 * Deletes the folders of runs in which nothing has been begun for so long that all of it has expired.
 *
 * @param now milliseconds since 1970
 */
export async function deleteExpiredRuns(temporary: string, now: number): Promise<void> {
  const runs = runsFolder(temporary);
  for (const name of await readdir(runs)) {
    const folder = join(runs, name);
    const { mtimeMs } = await stat(folder);
    if (now - mtimeMs > EXPIRY_MS) await rm(folder, { recursive: true, force: true });
  }
}

/** What owns a file that this process creates; the account may have no name. */
async function ownUserId(temporary: string): Promise<number> {
  const probe = await mkdtemp(join(temporary, 'parallel-run-ocr-'));
  try {
    return (await stat(probe)).uid;
  } finally {
    await rmdir(probe);
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
