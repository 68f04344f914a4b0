import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { OfflineModel } from '../../src/config/worker-options.ts';

export interface Job {
  readonly paths: readonly string[];
}

/** What was read in one image. */
export interface ReadImage {
  readonly text: string;
  readonly lines: readonly { readonly text: string; readonly confidence: number }[];
  /** The best of the row's plates. */
  readonly plate?: string | undefined;
}

export interface Result {
  readonly images: readonly ReadImage[];
  readonly seconds: number;
  /** Of all threads. */
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
}

export interface Reader {
  read(paths: readonly string[]): Promise<Result>;
  close(): Promise<void>;
}

/** A process with our engine, as long-lived as a worker's, pinned to as many cores as it has threads. */
export async function startReader(threads: number, model: OfflineModel): Promise<Reader> {
  const script = fileURLToPath(new URL('./reader-process.js', import.meta.url));
  const cores = threads === 1 ? '0' : `0-${threads - 1}`;
  const command = ['-c', cores, process.execPath, script, String(threads), model];
  const child = spawn('taskset', command, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(child, 'message');
  return {
    async read(paths) {
      child.send({ paths } satisfies Job);
      const [result]: Result[] = await once(child, 'message');
      return result!;
    },
    async close() {
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}
