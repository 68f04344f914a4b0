import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from '../../samples-truth.ts';

export interface Programs {
  readonly azureCli: string;
  /** The Python that has azure-ai-ml. */
  readonly azureAiMl: string;
  /** Set for these two only. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * A folder with `az` and `parallel-run-ocr`, for the PATH. Of `az ml`, what it prints to stderr is shown only when it fails:
 * progress, with numbers drawn by chance.
 */
export async function makePrograms(folder: string, { azureCli, azureAiMl, env }: Programs): Promise<string> {
  await mkdir(folder);
  const exported = Object.entries({
    ...env,
    AZURE_CONFIG_DIR: `${folder}/az-config`,
    AZURE_CORE_COLLECT_TELEMETRY: 'no',
    AZURE_CORE_ONLY_SHOW_ERRORS: 'true',
  }).map(([name, value]) => `export ${name}='${value}'`);
  await writeScript(
    join(folder, 'az'),
    ...exported,
    `if [ "$1" != ml ]; then exec '${azureCli}' "$@"; fi`,
    `shift; '${azureAiMl}' -B '${import.meta.dirname}/az_ml.py' "$@" 2> '${folder}/az-ml.log' || { cat '${folder}/az-ml.log' >&2; exit 1; }`,
  );
  await writeScript(
    join(folder, 'parallel-run-ocr'),
    `exec '${process.execPath}' '${ROOT}dist/src/cli/main.js' "$@"`,
  );
  return folder;
}

async function writeScript(file: string, ...lines: readonly string[]): Promise<void> {
  await writeFile(file, ['#!/usr/bin/env bash', ...lines, ''].join('\n'));
  await chmod(file, 0o755);
}

/**
 * Runs all commands in one Bash.
 * @returns what each of them printed, to standard output or standard error
 * @throws Error with the end of the output, when Bash exits with a code other than 0 or exceeds the time limit
 */
export async function runInBash(
  commands: readonly string[],
  folder: string,
  env: NodeJS.ProcessEnv,
  limitMs: number,
): Promise<readonly string[]> {
  const script = ['exec 2>&1', ...commands.map((command) => `${command}\nprintf '\\0'`)].join('\n');
  const child = spawn('bash', ['-uc', script], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: limitMs,
  });
  const ended = once(child, 'close');
  const printed = await text(child.stdout);
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`Bash exited with ${code ?? 'a signal'}:\n${printed.slice(-4000)}`);
  return printed.split('\0').slice(0, -1);
}
