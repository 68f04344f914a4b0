/**
 * Preloaded with --import: waits for a debugger on port 9230, and stops here once it has attached. INSPECT_PORT is another port;
 * INSPECT_SCRIPT is a part of the path of the only script that waits. --inspect-brk would stop the engine's threads as well, where
 * most debuggers do not look.
 */
import { open } from 'node:inspector';
import { isMainThread } from 'node:worker_threads';

const { INSPECT_PORT = '9230', INSPECT_SCRIPT = '' } = process.env;

if (isMainThread && process.argv[1]?.includes(INSPECT_SCRIPT)) {
  open(Number(INSPECT_PORT), '127.0.0.1', true);
  // oxlint-disable-next-line no-debugger -- set your breakpoints now
  debugger;
}
