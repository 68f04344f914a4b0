import { readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** The services keep the result of an operation for 48 hours at most; a segment is written to for an hour. */
export const EXPIRY_MS = 50 * 60 * 60 * 1000;

/** The largest part of what is free that a store may use. */
const SHARE_OF_FREE_SPACE = 0.1;

interface StoreFile {
  readonly path: string;
  readonly owner: string;
  readonly segment: number;
  readonly isData: boolean;
  readonly bytes: number;
  readonly modified: number;
}

/**
 * Deletes what has expired, and the oldest readings until the folder has no more than `maxBytes`. The newest segment of
 * each process stays, which may be in use: each adds one segment to the limit at most.
 *
 * @param now milliseconds since 1970
 */
export async function makeRoom(folder: string, maxBytes: number, now: number): Promise<void> {
  const files = await listFiles(folder);
  const expired = files.filter(({ modified }) => now - modified > EXPIRY_MS);
  const kept = files.filter((file) => !expired.includes(file));
  const limit = Math.min(maxBytes, await shareOfDisk(folder, sum(kept)));
  const oldestFirst = kept
    .filter((file) => file.isData && file.segment < newestOf(file.owner, kept))
    .toSorted((one, other) => one.modified - other.modified);
  let excess = sum(kept) - limit;
  for (const file of oldestFirst) {
    if (excess <= 0) break;
    expired.push(file);
    excess -= file.bytes;
  }
  await Promise.all(expired.map(({ path }) => rm(path, { force: true })));
}

async function listFiles(folder: string): Promise<StoreFile[]> {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name): Promise<StoreFile | null> => {
      const [, owner = '', segment = '', kind = ''] = /(.+)-(\d+)\.(log|data)$/.exec(name) ?? [];
      if (kind === '') return null;
      const path = join(folder, name);
      const found = await stat(path).catch(() => null);
      if (found === null) return null;
      const { size, mtimeMs } = found;
      return {
        path,
        owner,
        segment: Number(segment),
        isData: kind === 'data',
        bytes: size,
        modified: mtimeMs,
      };
    }),
  );
  return files.filter((file) => file !== null);
}

async function shareOfDisk(folder: string, used: number): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return (bavail * bsize + used) * SHARE_OF_FREE_SPACE;
}

function newestOf(owner: string, files: readonly StoreFile[]): number {
  return Math.max(...files.filter((file) => file.owner === owner).map(({ segment }) => segment));
}

function sum(files: readonly StoreFile[]): number {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}
