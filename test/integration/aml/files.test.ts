import { execFile } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ROOT, SAMPLES } from '../../samples-truth.ts';
import { copyCheckout } from '../../support/checkout.ts';
import { stepsIn } from '../../support/page-steps.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { azuriteTool } from '../deploy/azurite.ts';
import { makePrograms, runInBash } from '../deploy/shell.ts';
import { startAzure } from '../deploy/start-azure.ts';
import { pythonEnvironment } from '../python-environment.ts';

/** For the commands of one block. */
const LIMIT_MS = 240_000;
/** https://learn.microsoft.com/azure/machine-learning/how-to-save-write-experiment-files#limits */
const MAX_FILES = 2000;

it(
  'the commands of aml/README.md create everything, and upload the code that the page names',
  async ({ skip }) => {
    const azurite = await azuriteTool();
    const azureAiMl = await pythonEnvironment('azure-ai-ml');
    if ('missing' in azurite) return skip(azurite.missing);
    if ('missing' in azureAiMl) return skip(azureAiMl.missing);
    const folder = await temporaryFolder();
    const azure = await startAzure(azurite.command, folder);
    azure.addWorkspace();
    const bin = await makePrograms(join(folder, 'bin'), {
      azureCli: 'false',
      azureAiMl: azureAiMl.python,
      env: { ...azure.proxied, AZURE_DEFAULTS_GROUP: 'ocr', AZURE_DEFAULTS_WORKSPACE: 'ocr' },
    });
    const checkout = join(folder, 'checkout');
    await copyCheckout(checkout);
    await symlink(join(ROOT, 'node_modules'), join(checkout, 'node_modules'));
    const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}` };
    const uploadedBy = async (commands: string): Promise<readonly string[]> => {
      const before = new Set(await azure.uploads());
      const [printed] = await runInBash([`set -e; ${commands}`], checkout, env, LIMIT_MS);
      expect(printed).not.toContain('Traceback');
      return (await azure.uploads()).filter((name) => !before.has(name));
    };

    const steps = stepsIn(await readFile(join(ROOT, 'aml/README.md'), 'utf8'));
    const [image = '', conda = ''] = steps.map(({ commands }) => commands);
    const withImage = await uploadedBy(image);
    expect(withImage.length).toBeGreaterThan(0);
    expect(withImage.filter((name) => !name.endsWith('/entry/parallel_run_entry.py'))).toEqual([]);
    const withPackages = await uploadedBy(conda);
    expect(withPackages.some((name) => name.endsWith('/entry/worker.mjs'))).toBe(true);
    expect(withPackages.length).toBeLessThan(MAX_FILES);
    expect(azure.missed).toEqual([]);
    await readOneSample(join(checkout, 'output/snapshot'), azureAiMl.python);
  },
  3 * LIMIT_MS,
);

/** As AML does in the conda environment, which has Node and none of our packages. */
async function readOneSample(snapshot: string, python: string): Promise<void> {
  const call = [snapshot, ['--engine', 'offline'], [join(SAMPLES, '2020/08/07/anpr/street-day.jpg')]];
  const script = join(ROOT, 'test/support/as_aml.py');
  const { stdout } = await promisify(execFile)(python, ['-B', script, JSON.stringify(call)], { cwd: '/' });
  expect(stdout).toContain('XB LK 7346');
}
