import { readFileSync } from 'node:fs';

const MOUNTS = '/proc/self/mounts';

/**
 * The mount that holds a path, for a message: `/mnt/input (fuse.blobfuse2)`. Null where the system does not list its
 * mounts as Linux does. Nothing on the mount itself is touched, since it may be what hangs.
 *
 * Source: https://man7.org/linux/man-pages/man5/proc_pid_mounts.5.html
 */
export function mountOf(path: string, readMounts = () => readFileSync(MOUNTS, 'utf8')): string | null {
  let text: string;
  try {
    text = readMounts();
  } catch {
    return null;
  }
  let found: { readonly folder: string; readonly type: string } | null = null;
  for (const line of text.split('\n')) {
    const [, escaped = '', type = ''] = line.split(' ');
    const folder = escaped.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    // A later mount hides an earlier one of the same folder.
    if (isBelow(path, folder) && folder.length >= (found?.folder.length ?? 0)) found = { folder, type };
  }
  return found === null ? null : `${found.folder} (${found.type})`;
}

function isBelow(path: string, folder: string): boolean {
  if (folder === '') return false;
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
