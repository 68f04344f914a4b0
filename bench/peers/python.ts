import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PACKAGES = ['azure-cognitiveservices-vision-computervision==0.9.1', 'aiohttp==3.13.2'];

/** Calls `use` with the path of a Python that has the packages of the peers, in an environment that is deleted afterwards. */
export async function withPython(use: (python: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'parallel-run-ocr-peers-'));
  try {
    await run('python3', ['-m', 'venv', folder]);
    const python = join(folder, 'bin/python');
    await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...PACKAGES]);
    await use(python);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
