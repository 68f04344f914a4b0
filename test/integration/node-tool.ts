import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

/**
 * A command of a package that only these tests need, installed once beside the project's own.
 * @returns its path, or why it cannot be installed
 */
export async function nodeTool(
  name: string,
  version: string,
  command: string,
): Promise<{ readonly command: string } | { readonly missing: string }> {
  const folder = `${CACHE}${name}-${version}`;
  const path = `${folder}/node_modules/.bin/${command}`;
  try {
    await access(path);
  } catch {
    try {
      await run('npm', [
        'install',
        '--prefix',
        folder,
        '--ignore-scripts',
        '--no-audit',
        `${name}@${version}`,
      ]);
    } catch (error) {
      const missing = `${name}@${version} cannot be installed here: ${String(error).trim().split('\n').at(-1)}`;
      process.stderr.write(`Skipped: ${missing}\n`);
      return { missing };
    }
  }
  return { command: path };
}
