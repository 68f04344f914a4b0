import { readdir, readlink } from 'node:fs/promises';

/** The files in a folder that this process has open, by their names; none where the system does not list them. */
export async function openFilesIn(folder: string): Promise<string[]> {
  const links = await readdir('/proc/self/fd').catch(() => []);
  const files = await Promise.all(links.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return files
    .filter((file) => file.startsWith(`${folder}/`))
    .map((file) => file.slice(folder.length + 1))
    .toSorted();
}
