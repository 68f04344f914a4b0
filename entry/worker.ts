import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { REPLY_FD_VARIABLE } from '../src/contract/wire.ts';
import { serveParent } from './child.ts';
import { createEntryPoint } from './entry-point.ts';
import { loadWorker } from './load-worker.ts';

/** The entry script's three functions for programs that import the package, on one worker in this process. */
export const { init, run, shutdown } = createEntryPoint(loadWorker, {
  env: process.env,
  processId: process.pid,
  write: (line) => process.stderr.write(line),
});

export type { MiniBatch, MiniBatchContext } from '../src/contract/mini-batch.ts';
export type { Row } from '../src/contract/row.ts';

if (process.env[REPLY_FD_VARIABLE] !== undefined && isMainModule()) serveParent(loadWorker);

function isMainModule(): boolean {
  const [, main] = process.argv;
  return main !== undefined && realpathSync(main) === fileURLToPath(import.meta.url);
}
