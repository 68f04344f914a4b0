import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toFileSystemPath } from '../../files/file-system-path.ts';
import type { MountError } from './injection.ts';

/** Where a link leads. The memory of a process has no page at 0, so reading fails with EIO; only Linux has such a file. */
const TARGETS: Readonly<Record<MountError, string>> = { io: '/proc/self/mem', missing: '/nowhere' };

export interface UnreadableFiles {
  readonly files: readonly string[];
  remove(): Promise<void>;
}

/**
 * The same files from a mount that fails: links with their names, below a folder of their own, which cannot be read.
 *
 * @param temporary the folder for the links
 */
export async function unreadableFiles(
  files: readonly string[],
  error: MountError,
  temporary: string,
): Promise<UnreadableFiles> {
  const root = await mkdtemp(join(temporary, 'mount-'));
  const links = files.map((file) => `${root}${file}`);
  for (const link of links) {
    await mkdir(toFileSystemPath(dirname(link)), { recursive: true });
    await symlink(TARGETS[error], toFileSystemPath(link));
  }
  return { files: links, remove: () => rm(root, { recursive: true, force: true }) };
}
