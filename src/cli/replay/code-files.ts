import { createHash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { packageFolder } from '../../files/package-folder.ts';
import type { EntryScript } from './entry-script.ts';

const CODE = /(?:\.py|(?<!\.d)\.[cm]?[jt]s)$/;
/** Beside an entry script, it changes how AML writes rows. */
const SETTINGS = 'parallel_run_step.settings.json';

/**
 * SHA-256 by file of what an entry script runs: the code in its folder, and our worker as one, with its Python client. Modules
 * elsewhere in the snapshot and installed packages are not looked at.
 */
export function codeFiles({ sourceDirectory, script, ours }: EntryScript): Record<string, string> {
  const file = join(sourceDirectory, script);
  if (ours) {
    const worker = ['dist', 'entry/parallel_run_ocr_client'].map((folder) => join(packageFolder(), folder));
    const files = worker.flatMap((folder) => filesIn(folder, true));
    return { [file]: hashOf([file]), 'the worker': hashOf(files) };
  }
  return Object.fromEntries(filesIn(dirname(file), false).map((path) => [path, hashOf([path])]));
}

function filesIn(folder: string, recursive: boolean): string[] {
  try {
    return readdirSync(folder, { recursive, withFileTypes: true })
      .filter((entry) => (CODE.test(entry.name) || entry.name === SETTINGS) && isFile(entry))
      .map(({ parentPath, name }) => join(parentPath, name))
      .toSorted();
  } catch {
    return [];
  }
}

function isFile(entry: Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Of files that cannot be read too, as no entry script that works imports them. */
function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) {
    try {
      hash.update(readFileSync(file));
    } catch (error) {
      hash.update(String((error as NodeJS.ErrnoException).code));
    }
  }
  return hash.digest('hex');
}
