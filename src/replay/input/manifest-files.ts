import { stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toDisplayPath, toFileSystemPath } from '../../files/file-system-path.ts';
import { isBelow } from '../../images/partition.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { REDACTED } from '../../redaction/known-secrets.ts';

export interface ManifestFiles {
  /** On this machine, absolute, in the order of the items. */
  readonly files: readonly string[];
  /** Why the mini-batch cannot be run here: the end of a sentence that begins with the manifest's name. */
  readonly problem: string | null;
}

/**
 * The files of a mini-batch on this machine.
 *
 * @param inputRoot the folder that stands for the mount, absolute; null takes the paths as they are
 */
export async function manifestFiles(manifest: Manifest, inputRoot: string | null): Promise<ManifestFiles> {
  const { items, left_out: leftOut } = manifest;
  const names = items.length + leftOut.items;
  if (names === 0) return rejected('names no item');
  if (leftOut.items > 0)
    return rejected(`names only the first ${items.length} of ${names} items, which are too many for it`);
  const files: string[] = [];
  for (const [index, item] of items.entries()) {
    const place = toLocalPath(item, manifest.input_folder, inputRoot);
    if ('problem' in place)
      return rejected(`has an item that cannot be run here: item ${index} ${place.problem}`);
    files.push(place.path);
  }
  return (await findMissing(files)) ?? { files, problem: null };
}

function toLocalPath(
  item: Manifest['items'][number],
  mount: string | null,
  inputRoot: string | null,
): { readonly path: string } | { readonly problem: string } {
  if (typeof item !== 'string') return { problem: 'is a row of a table, only files can be run' };
  const shown = JSON.stringify(toDisplayPath(item));
  if (item.includes(REDACTED)) return { problem: `is ${shown}: a secret was removed from it` };
  const path = fromFileUrl(item);
  if (path === null || !posix.isAbsolute(path) || path.includes('\0'))
    return { problem: `is ${shown}, which is not the absolute path of a file` };
  if (inputRoot === null) return { path };
  if (mount === null || !isBelow(path, mount))
    return { problem: `is ${shown}, which is not below its input_folder ${JSON.stringify(mount)}` };
  const local = posix.join(inputRoot, path.slice(mount.length));
  if (!isBelow(local, inputRoot)) return { problem: `is ${shown}, which leads out of ${inputRoot}` };
  return { path: local };
}

function fromFileUrl(item: string): string | null {
  if (!item.includes('://')) return item;
  try {
    return fileURLToPath(item);
  } catch {
    return null;
  }
}

async function findMissing(files: readonly string[]): Promise<ManifestFiles | null> {
  const missing: string[] = [];
  for (const file of files) {
    const found = await stat(toFileSystemPath(file)).catch(() => null);
    if (found?.isFile() !== true) missing.push(toDisplayPath(file));
  }
  const [first] = missing;
  if (first === undefined) return null;
  const advice = 'give the folder that holds what AML mounted as --input_root';
  const names = files.length === 1 ? '1 item' : `${files.length} items`;
  const are = missing.length === 1 ? '1 is' : `${missing.length} are`;
  return rejected(`names ${names}, and ${are} not here, such as ${first}: ${advice}`);
}

function rejected(problem: string): ManifestFiles {
  return { files: [], problem };
}
