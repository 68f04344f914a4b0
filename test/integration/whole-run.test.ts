import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { startCli } from '../cli/run-cli.ts';
import { lettersAndDigits, SAMPLES, TRUTH } from '../samples-truth.ts';
import { emulateAzure } from '../support/emulate-azure.ts';

/**
 * One machine, no account: `emulate` over TLS with the offline reader, and replays whose worker gets a token from the
 * emulated MSI_ENDPOINT, its secrets from the emulated key vault and its texts from the emulated services.
 */
const PROJECT = '11111111-2222-3333-4444-555555555555';
const CUSTOM_VISION = {
  endpoint: '{url}',
  key: '{key}',
  project_id: PROJECT,
  published_name: 'plates',
  minimum_probability: 0.5,
};

let folder: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whole-run-'));
  const secrets = ['readapisecret', `customimagesecret=${JSON.stringify(CUSTOM_VISION)}`];
  const azure = await emulateAzure(folder, secrets);
  ({ env } = azure);
  return async () => {
    await azure.stop();
    await rm(folder, { recursive: true });
  };
});

interface Row {
  readonly file: string;
  readonly text: string;
}

async function replay(input: string, ...entryArguments: readonly string[]): Promise<readonly Row[]> {
  const output = await mkdtemp(join(folder, 'output-'));
  const own = ['--output', output, '--overwrite', '--process_count_per_node', '1'];
  const run = startCli(['replay', join(SAMPLES, input), ...own, '--', ...entryArguments], folder, env);
  onTestFinished(() => void run.process.kill('SIGKILL'));
  expect(await run.done).toMatchObject({ code: 0 });
  const lines = (await readFile(join(output, 'parallel_run_step.txt'), 'utf8')).trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as Row)
    .toSorted((a, b) => a.file.localeCompare(b.file))
    .map(({ file, text }) => ({ file, text }));
}

const VAULT = ['--engine', 'read', '--kv_readapi', 'readapisecret', '--key_vault', 'emulator'];

it('the Read engine, its secret from a vault, gives the same texts as the offline engine, one row per image', async () => {
  const offline = await replay('2020/08/08', '--engine', 'offline');
  expect(offline.length).toBe(TRUTH.samples.filter(({ file }) => file.startsWith('2020/08/08/')).length);
  expect(await replay('2020/08/08', ...VAULT)).toEqual(offline);
});

it('reads every plate of the street scenes through detection, crop and read', async () => {
  const rows = await replay('2020/08/07/anpr', ...VAULT, '--kv_customimage', 'customimagesecret');
  const plates = TRUTH.samples.filter(({ kind }) => kind === 'anpr');
  expect(rows).toHaveLength(plates.length);
  for (const { file, plate } of plates) {
    const row = rows.find((candidate) => candidate.file.endsWith(file));
    expect(lettersAndDigits(row?.text ?? '')).toContain(plate);
  }
});
