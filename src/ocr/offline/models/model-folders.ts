import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../../config/environment.ts';

/** A folder for models, read by the worker and written by `models install`. */
export const MODELS_VARIABLE = 'PARALLEL_RUN_OCR_MODELS';

/** Where models are installed: `PARALLEL_RUN_OCR_MODELS`, else in the user's cache. */
export function installFolder(env: Environment): string {
  return env[MODELS_VARIABLE] || join(userCache(env), 'parallel-run-ocr', 'models');
}

/**
 * Where models are looked for, the first first.
 * @param script of the worker: a snapshot has its models beside the folder of the script
 */
export function modelFolders(env: Environment, script: string = import.meta.dirname): string[] {
  return [installFolder(env), join(script, '..', 'models')];
}

/** https://specifications.freedesktop.org/basedir-spec/latest and Apple's File System Programming Guide. */
function userCache(env: Environment): string {
  if (env['XDG_CACHE_HOME']) return env['XDG_CACHE_HOME'];
  const home = env['HOME'] || homedir();
  return platform() === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}
