import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startCli } from '../cli/run-cli.ts';
import { ROOT, SAMPLES } from '../samples-truth.ts';
import { copyCheckout } from '../support/checkout.ts';
import { stepsIn } from '../support/page-steps.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { azuriteTool } from './deploy/azurite.ts';
import { makePrograms, runInBash } from './deploy/shell.ts';
import { type StandInAzure, startAzure } from './deploy/start-azure.ts';
import { pythonEnvironment } from './python-environment.ts';

/** For all commands; the first run also installs three programs. */
const LIMIT_MS = 300_000;
const LOGIN = 'az login --identity --output none';

it(
  'docs/deploy.md: every command prints what it says, from an empty subscription on',
  async ({ skip }) => {
    const tools = await Promise.all([
      azuriteTool(),
      pythonEnvironment('azure-cli'),
      pythonEnvironment('azure-ai-ml'),
    ]);
    const [azurite, azureCli, azureAiMl] = tools;
    if ('missing' in azurite) return skip(azurite.missing);
    if ('missing' in azureCli) return skip(azureCli.missing);
    if ('missing' in azureAiMl) return skip(azureAiMl.missing);

    const folder = await temporaryFolder();
    const azure = await startAzure(azurite.command, folder);
    await leaveRows(azure, folder);
    const bin = await makePrograms(join(folder, 'bin'), {
      azureCli: join(dirname(azureCli.python), 'az'),
      azureAiMl: azureAiMl.python,
      env: azure.proxied,
    });
    const checkout = join(folder, 'checkout');
    await copyCheckout(checkout);
    const env = {
      ...azure.direct,
      PATH: `${bin}:${process.env['PATH']}`,
      HOME: folder,
      AZURE_TOKEN_CREDENTIALS: 'AzureCliCredential',
    };

    const steps = stepsIn(await readFile(join(ROOT, 'docs/deploy.md'), 'utf8'));
    const commands = [LOGIN, ...steps.map((step) => step.commands)];
    const [loggedIn, ...printed] = await runInBash(commands, checkout, env, LIMIT_MS);
    expect(loggedIn).toBe('');
    const asOnThePage = printed.map((output) =>
      output
        .replaceAll(azure.url, 'https://ocrvault.vault.azure.net')
        .replaceAll(checkout, '/home/ada/parallel-run-ocr')
        .replaceAll(/(?<=Code 'parallel-run-ocr-)[0-9a-f]{16}/g, '0123456789abcdef')
        .replaceAll(/failed_items\/metrics\/\S+\.json\b/g, 'failed_items/metrics/node_1_0123abcd.json')
        .replaceAll(/failed_items\/\S+\.jsonl/g, 'failed_items/node_1_0123abcd.jsonl')
        .replaceAll(SECONDS, ''),
    );
    expect(asOnThePage).toEqual(steps.map(({ output }) => output.replaceAll(SECONDS, '')));
    expect(azure.missed).toEqual([]);
    expect(outsideOf(TO_BUILD, await filesIn(await azure.builtFrom(), folder))).toEqual([]);
  },
  3 * LIMIT_MS,
);

/** How long a step of a check took. */
const SECONDS = / +\d+\.\d\d s(?= {2})/g;

/** What the Dockerfile copies, and itself. */
const TO_BUILD =
  /^(?:src|entry|scripts\/(?:bundle|snapshot-packages)\.mjs|aml\/requirements\.txt|(?:.*_)?Dockerfile|LICENSE|NOTICE|\.npmrc|(?:package|tsconfig)[\w.-]*)(?:\/|$)/;

function outsideOf(pattern: RegExp, files: readonly string[]): readonly string[] {
  expect(files).toEqual(expect.arrayContaining(['aml/requirements.txt', 'entry/parallel_run_entry.py']));
  return files.filter((file) => !pattern.test(file));
}

async function filesIn(tar: Buffer, folder: string): Promise<readonly string[]> {
  const archive = join(folder, 'source.tar.gz');
  await writeFile(archive, tar);
  const { stdout } = await promisify(execFile)('tar', ['--list', '--file', archive]);
  return stdout.trim().split('\n');
}

/** Writes what the job of the page would: the output of a replay of the samples with its arguments. */
async function leaveRows(azure: StandInAzure, folder: string): Promise<void> {
  const output = join(folder, 'job');
  const argv = ['--engine', 'offline', '--input_partition', '2020/08/07'];
  const options = ['--output', output, '--process_count_per_node', '1'];
  const { code } = await startCli(['replay', SAMPLES, ...options, '--', ...argv], folder).done;
  expect(code).toBe(0);
  for (const entry of await readdir(output, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    const name = relative(output, file);
    if (entry.isFile() && /^(?:parallel_run_step|failed_items)/.test(name)) {
      await azure.leave('first-run', name, await readFile(file));
    }
  }
}
