import { randomUUID } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { MSI_PATH, MSI_SECRET } from '../../src/emulator/services/managed-identity.ts';
import type { Emulator } from '../../src/emulator/server/start-emulator.ts';
import { startCli } from '../cli/run-cli.ts';
import { png } from '../emulator/emulated.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { CanarySearch } from './canary-search.ts';
import { type SeenProcess, watchProcesses } from './process-watch.ts';

/** The emulator counts up the number at its end when the key is rotated. */
export const KEY = 'C4n4ry/K3y+1s=~-1';
/** What is in every key, and what else only the vault, the services and the identity may know. */
const SECRETS = {
  'the key': KEY.slice(0, -2),
  'a field of the secret that nobody asked for': 'C4n4ry-N0te-Of-The-Vault',
  "the identity endpoint's secret": MSI_SECRET,
  'a token': 'emulated-token-for-',
};
export const NOTE = SECRETS['a field of the secret that nobody asked for'];
const SEARCH = new CanarySearch(SECRETS);

export interface CanaryRun {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** Everything below the output folder's logs. */
  readonly folder: string;
  readonly rows: readonly string[];
}

/** The environment of AML compute whose services are the emulator's. */
export async function clusterOf(emulator: Emulator, folder: string): Promise<NodeJS.ProcessEnv> {
  await writeFile(join(folder, 'ca.pem'), emulator.ca ?? '');
  return {
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    MSI_ENDPOINT: `${emulator.url}${MSI_PATH}`,
    MSI_SECRET,
    PARALLEL_RUN_OCR_VAULT_URL: emulator.url,
    // The Azure clients log everything that they are willing to log.
    AZURE_LOG_LEVEL: 'verbose',
  };
}

/** A folder with `in/` and as many different images as asked for. */
export async function folderWithImages(count: number): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'in'));
  for (let index = 0; index < count; index += 1) {
    await writeFile(join(folder, 'in', `${index}.png`), await png(`rgb(${index}, 100, 200)`));
  }
  return folder;
}

/**
 * Runs the command line in the folder, and then looks for the secrets in every byte it left behind, in all that it
 * printed, and in the arguments and environments of every process that it started.
 */
export async function runAndSearch(
  folder: string,
  argv: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<CanaryRun> {
  const marker = `CANARY_RUN=${randomUUID()}`;
  const [name = '', value] = marker.split('=');
  const given: NodeJS.ProcessEnv = { ...env, [name]: value, HOME: folder, TMPDIR: folder };
  const stop = watchProcesses(marker);
  const { code, out, err } = await startCli(argv, folder, given).done;
  const processes = stop();

  expect(processes.length).toBeGreaterThan(argv[0] === 'replay' ? 2 : 0);
  const leaks = [
    ...SEARCH.inText('standard output', out),
    ...SEARCH.inText('standard error', err),
    ...SEARCH.inFolder(folder),
    ...processes.flatMap((seen) => SEARCH.inText('arguments', seen.commandLine)),
    ...processes.flatMap((seen) => SEARCH.inText('environment', notGiven(seen, given))),
  ];
  expect(leaks.join('\n')).toBe('');
  const rows = await readFile(join(folder, 'out', 'parallel_run_step.txt'), 'utf8').catch(() => '');
  return { code, out, err, folder, rows: rows.split('\n').filter((row) => row !== '') };
}

/** What a process has in its environment that its caller did not put there. */
function notGiven({ environment }: SeenProcess, given: NodeJS.ProcessEnv): string {
  const pairs = [...environment].filter(([variable, value]) => given[variable] !== value);
  return pairs.map(([variable, value]) => `${variable}=${value}`).join('\n');
}
