import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, SAMPLES } from '../samples-truth.ts';

/** What is made from the rest, or is of no use without its repository. */
const MADE = new Set(['.git', 'dist', 'dist-bench', 'dist-bundle', 'node_modules', 'output']);

/** The project's own files, as a clone has them. */
export async function copyCheckout(folder: string): Promise<void> {
  await cp(ROOT, folder, { recursive: true, filter: (source) => !MADE.has(source.slice(ROOT.length)) });
}

/** Makes the folder a built checkout in which commands leave nothing behind; returns its path. */
export async function linkBuiltCheckout(folder: string): Promise<string> {
  for (const name of ['dist', 'entry', 'node_modules', 'package.json']) {
    await symlink(join(ROOT, name), join(folder, name));
  }
  await cp(SAMPLES, join(folder, 'samples'), { recursive: true });
  return folder;
}
