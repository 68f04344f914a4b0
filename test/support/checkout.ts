import { cp } from 'node:fs/promises';
import { ROOT } from '../samples-truth.ts';

/** What is made from the rest, or is of no use without its repository. */
const MADE = new Set(['.git', 'dist', 'dist-bench', 'dist-bundle', 'node_modules', 'output']);

/** The project's own files, as a clone has them. */
export async function copyCheckout(folder: string): Promise<void> {
  await cp(ROOT, folder, { recursive: true, filter: (source) => !MADE.has(source.slice(ROOT.length)) });
}
