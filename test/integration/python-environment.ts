import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FOLDER = fileURLToPath(new URL('../../node_modules/.cache/python-client', import.meta.url));
const PACKAGE = 'azure-cognitiveservices-vision-computervision==0.9.1';

export type PythonEnvironment = { readonly python: string } | { readonly missing: string };

/** A virtual environment with the official Python client, made once; or the reason why there is none. */
export async function pythonEnvironment(): Promise<PythonEnvironment> {
  const python = `${FOLDER}/bin/python`;
  const done = `${FOLDER}/${PACKAGE}`;
  try {
    await access(done);
    return { python };
  } catch {
    return install(python, done);
  }
}

async function install(python: string, done: string): Promise<PythonEnvironment> {
  try {
    await run('python3', ['-m', 'venv', '--clear', FOLDER]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', PACKAGE]);
    await run(python, ['-c', `open(${JSON.stringify(done)}, "w")`]);
    return { python };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { missing: `${PACKAGE} cannot be installed here: ${reason}` };
  }
}
