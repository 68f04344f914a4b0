import { mkdir, mkdtemp, open, readFile, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toFileSystemPath } from '../../files/file-system-path.ts';
import type { MountError } from './injection.ts';

export interface UnreadableFiles {
  readonly files: readonly string[];
  remove(): Promise<void>;
}

/**
 * The same files from a mount that fails: links with their names, below a folder of their own, which cannot be opened.
 *
 * @param temporary the folder for the links
 */
export async function unreadableFiles(
  files: readonly string[],
  error: MountError,
  temporary: string,
): Promise<UnreadableFiles> {
  const target = error === 'io' ? await lockedTerminal() : { path: '/nowhere', close: async () => {} };
  const root = await mkdtemp(join(temporary, 'mount-'));
  const links = files.map((file) => `${root}${file}`);
  for (const link of links) {
    await mkdir(toFileSystemPath(dirname(link)), { recursive: true });
    await symlink(target.path, toFileSystemPath(link));
  }
  return {
    files: links,
    async remove() {
      await rm(root, { recursive: true, force: true });
      await target.close();
    },
  };
}

/**
 * A path whose opening fails with EIO, whoever tries: the other end of a pseudoterminal that nobody has unlocked. Linux only.
 *
 * https://man7.org/linux/man-pages/man3/unlockpt.3.html
 */
async function lockedTerminal(): Promise<{ readonly path: string; close(): Promise<void> }> {
  const terminal = await open('/dev/ptmx', 'r+');
  const facts = await readFile(`/proc/self/fdinfo/${terminal.fd}`, 'utf8');
  const number = /^tty-index:\s*(\d+)/m.exec(facts)?.[1] ?? '';
  return { path: `/dev/pts/${number}`, close: () => terminal.close() };
}
