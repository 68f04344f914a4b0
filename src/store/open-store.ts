import { statfs } from 'node:fs/promises';
import { makeFolder } from '../files/make-folder.ts';
import { ConfigurationError } from '../contract/errors.ts';
import type { Logger } from '../logging/logger.ts';
import { logStore } from './log-store.ts';
import { makeRoom } from './make-room.ts';
import { noStore, type ReadingStore } from './reading-store.ts';
import { readsBack, withSharedCopies } from './shared-copies.ts';
import { createRunFolder, deleteExpiredRuns } from './store-folder.ts';

export interface StoreOptions {
  /** A folder that was asked for; null is the run's own below `temporary`. */
  readonly folder: string | null;
  readonly runId: string;
  /** The temporary folder of the node. */
  readonly temporary: string;
  /** Unique among all processes that ever use the folder; part of file names. */
  readonly owner: string;
  readonly logger: Logger;
}

/** Enough for 100,000 readings of 20 KB, a day's work of a node. */
const MAX_BYTES = 2 * 1024 ** 3;

/**
 * File systems that several nodes may see: FUSE (blobfuse2), NFS, SMB.
 *
 * Source: https://man7.org/linux/man-pages/man2/statfs.2.html
 */
const SHARED_TYPES: ReadonlySet<number> = new Set([0x65735546, 0x6969, 0xff534d42, 0xfe534d42, 0x517b]);

/**
 * Opens the store of this run. A disk that is full or read-only is no reason to fail: there is one warning, and the run
 * pays for what it has to repeat.
 *
 * @throws ConfigurationError for a mount that changes what is written to it
 */
export async function openStore(options: StoreOptions): Promise<ReadingStore> {
  const { folder, temporary, runId, owner, logger } = options;
  const warn = warnOnce(logger, folder ?? temporary);
  try {
    if (folder === null) return openLogs(await createRunFolder(temporary, runId), options, warn);
    await makeFolder(folder);
    if (!(await isShared(folder))) return openLogs(folder, options, warn);
    if (!(await readsBack(folder, owner))) throw unusableMount(folder);
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    warn(error);
    return noStore;
  }
  return withSharedCopies(await openStore({ ...options, folder: null }), folder, warn);
}

function openLogs(
  folder: string,
  { owner, temporary }: StoreOptions,
  warn: (error: unknown) => void,
): ReadingStore {
  const sweep = async (): Promise<void> => {
    await makeRoom(folder, MAX_BYTES, Date.now());
    await deleteExpiredRuns(temporary, Date.now());
  };
  return logStore({
    folder,
    owner,
    now: () => performance.now(),
    onFailure: warn,
    onSegment: () => void sweep().catch(() => {}),
  });
}

async function isShared(folder: string): Promise<boolean> {
  return SHARED_TYPES.has((await statfs(folder)).type);
}

function unusableMount(folder: string): ConfigurationError {
  return new ConfigurationError([
    `--store: a file written to ${folder} reads back with another content, so that nothing can be stored there. Accepted: a folder that keeps what is written to it, or off.`,
  ]);
}

function warnOnce(logger: Logger, folder: string): (error: unknown) => void {
  let warned = false;
  return (error) => {
    if (warned) return;
    warned = true;
    logger.warning('The store cannot be written; images that are read again are paid for again', {
      folder,
      reason: String(error),
    });
  };
}
