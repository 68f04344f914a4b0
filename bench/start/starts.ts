import { execFile } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

const CHECKOUT = join(import.meta.dirname, '../../..');
export const COMPILED_WORKER = join(CHECKOUT, 'dist/entry/worker.js');

const CPU =
  'const { user, system } = process.cpuUsage(); console.log((user + system) / 1e6); process.exit();';

/** @returns the path of the worker in one file, in a snapshot that has the packages of this checkout */
export async function bundleWorker(snapshot: string): Promise<string> {
  await run(process.execPath, [join(CHECKOUT, 'scripts/bundle.mjs'), snapshot]);
  await symlink(join(CHECKOUT, 'node_modules'), join(snapshot, 'node_modules'));
  return join(snapshot, 'entry/worker.mjs');
}

/** CPU seconds of a Node process that does nothing. */
export function bareStart(): Promise<number> {
  return cpuOf(CPU, process.env);
}

/** CPU seconds of a process that loads the worker and initialises it. */
export function cpuOfStart(
  worker: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const script = `
    const loaded = await import(${JSON.stringify(pathToFileURL(worker).href)});
    await (loaded.init ?? loaded.default.init)(${JSON.stringify(argv)});
    ${CPU}`;
  return cpuOf(script, { ...process.env, ...env });
}

async function cpuOf(script: string, env: NodeJS.ProcessEnv): Promise<number> {
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', script], { env });
  return Number(stdout);
}
