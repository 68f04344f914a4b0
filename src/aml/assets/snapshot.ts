import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ConfigurationError } from '../../contract/errors.ts';
import { packageFolder } from '../../files/package-folder.ts';

/** The entry script that AML imports, by the path in the component. */
const ENTRY_SCRIPT = 'entry/parallel_run_entry.py';
/** The Python package of a worker that is in the snapshot. */
const CLIENT = 'entry/parallel_run_ocr_client/__init__.py';
const WORKERS = ['entry/worker.mjs', 'dist/entry/worker.js'];
/** https://learn.microsoft.com/azure/machine-learning/how-to-save-write-experiment-files#limits */
const MAX_BYTES = 300 * 1024 * 1024;

export interface SnapshotFile {
  /** With slashes, relative to the snapshot. */
  readonly path: string;
  readonly content: Uint8Array;
}

export interface Snapshot {
  readonly files: readonly SnapshotFile[];
  /** Hash of all paths and contents. */
  readonly sha256: string;
}

/**
 * The files that a step runs from.
 *
 * @param folder null takes only this package's entry script; the container image contains the worker
 * @throws ConfigurationError when the entry script or the worker's Python package is missing in it, or when it is too large
 */
export async function readSnapshot(folder: string | null): Promise<Snapshot> {
  const root = folder ?? packageFolder();
  const paths = folder === null ? [ENTRY_SCRIPT] : await listFiles(root);
  if (!paths.includes(ENTRY_SCRIPT)) {
    throw new ConfigurationError([
      `--snapshot ${root} has no ${ENTRY_SCRIPT}: give the folder that entry/ is in.`,
    ]);
  }
  const worker = WORKERS.find((path) => paths.includes(path));
  if (worker !== undefined && !paths.includes(CLIENT)) {
    throw new ConfigurationError([
      `--snapshot ${root} has ${worker}, but not ${CLIENT}, which the entry script needs for it: give the whole folder that \`npm run bundle\` writes.`,
    ]);
  }
  await checkSize(root, paths);
  const files = await Promise.all(
    paths.toSorted().map(async (path) => ({ path, content: await readFile(join(root, path)) })),
  );
  const hash = createHash('sha256');
  for (const { path, content } of files) hash.update(`${path}\n${content.byteLength}\n`).update(content);
  return { files, sha256: hash.digest('hex') };
}

async function listFiles(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => {
    throw new ConfigurationError([`--snapshot ${root} is not a folder that can be read.`]);
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}

async function checkSize(root: string, paths: readonly string[]): Promise<void> {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(join(root, path))).size));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= MAX_BYTES) return;
  throw new ConfigurationError([
    `--snapshot ${root} holds ${Math.round(total / 1024 / 1024)} MB: give a folder of at most 300 MB, with only the files that the step needs.`,
  ]);
}
