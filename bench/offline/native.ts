import { execFileSync } from 'node:child_process';
import type { Result } from './reader-client.ts';

/** The `tesseract` command on the first core, one process per file, page segmentation mode 3. */
export function readNatively(paths: readonly string[]): Pick<Result, 'texts' | 'seconds'> {
  const started = performance.now();
  const texts = paths.map((path) => {
    const command = ['-c', '0', 'tesseract', path, 'stdout', '--psm', '3'];
    const env = { ...process.env, OMP_THREAD_LIMIT: '1' };
    return execFileSync('taskset', command, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] });
  });
  return { texts, seconds: (performance.now() - started) / 1000 };
}
