import { execFile } from 'node:child_process';
import { access, readFile, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
const REQUIREMENTS = fileURLToPath(new URL('./requirements/', import.meta.url));

export type PythonEnvironment = { readonly python: string } | { readonly missing: string };

/**
 * A virtual environment with the pinned packages of `requirements/<name>.txt`, made once; or the reason why there is none,
 * which is printed too: a skipped test should not pass for one that ran.
 */
export async function pythonEnvironment(name: string): Promise<PythonEnvironment> {
  const requirements = `${REQUIREMENTS}${name}.txt`;
  const folder = `${CACHE}python-${name}`;
  const python = `${folder}/bin/python`;
  const done = `${folder}/${createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 16)}`;
  try {
    await access(done);
  } catch {
    try {
      await run('python3', ['-m', 'venv', '--clear', folder]);
      const quietly = ['--quiet', '--disable-pip-version-check', '--no-compile'];
      await run(python, ['-m', 'pip', 'install', ...quietly, '--requirement', requirements]);
      await writeFile(done, '');
    } catch (error) {
      const reason =
        error instanceof Error ? error.message.trim().split('\n').slice(-3).join(' ') : String(error);
      const missing = `requirements/${name}.txt cannot be installed here: ${reason}`;
      process.stderr.write(`Skipped: ${missing}\n`);
      return { missing };
    }
  }
  return { python };
}
