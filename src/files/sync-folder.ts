import { open } from 'node:fs/promises';

/**
 * Makes new and changed names of a folder survive a power loss, where the file system can.
 * Source: https://man7.org/linux/man-pages/man2/fsync.2.html
 */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Some file systems cannot sync a folder.
  }
}
