/**
 * Preloaded into a process of a replay with `--import`: waits for a debugger, and stops here once it has attached.
 * `--inspect-brk` would stop the engine's threads as well, where most debuggers do not look.
 */
import { execSync } from 'node:child_process';
import { open } from 'node:inspector';
import process, { argv, env, pid } from 'node:process';
import { isMainThread } from 'node:worker_threads';

const { PARALLEL_RUN_OCR_INSPECT_PORT: port, PARALLEL_RUN_OCR_INSPECT_SCRIPT: script } = env;

if (isMainThread && script !== undefined && argv[1]?.endsWith(script) === true) {
  open(Number(port), '127.0.0.1', true);
  // Node would wait until the debugger disconnects, before process.exit() and its own signals alike.
  process.once('exit', (code) => code === 0 && execSync(`kill -s KILL ${pid}`));
  // oxlint-disable-next-line no-debugger -- set your breakpoints now
  debugger;
}
