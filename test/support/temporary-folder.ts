import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Where tests overlap, each passes the one of its context: Vitest does not know which test calls the other. */
export type OnFinished = (close: () => Promise<void>) => void;

/** An empty folder, links resolved, that is removed when the current test ends. */
export async function temporaryFolder(onFinished: OnFinished = onTestFinished): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'parallel-run-ocr-')));
  onFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
