import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Job {
  readonly paths: readonly string[];
}

export interface Result {
  readonly texts: readonly string[];
  readonly seconds: number;
  readonly peakMegabytes: number;
}

export interface Reader {
  read(paths: readonly string[]): Promise<Result>;
  close(): Promise<void>;
}

/** A process with our engine, as long-lived as a worker's, pinned to as many cores as it has threads. */
export async function startReader(threads: number): Promise<Reader> {
  const script = fileURLToPath(new URL('./reader-process.js', import.meta.url));
  const command = ['-c', threads === 1 ? '0' : `0-${threads - 1}`, process.execPath, script, String(threads)];
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
