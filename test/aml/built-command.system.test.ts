import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startCli } from '../cli/run-cli.ts';
import { startMsiEndpoint } from '../support/azure/msi-endpoint.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startAzure } from './azure-server.ts';
import { jobScript } from './job-script.ts';
import { WS } from './run-aml.ts';

const CONFIG = {
  subscription_id: '00000000-1111-2222-3333-444444444444',
  resource_group: 'rg',
  workspace_name: 'ws',
};

/** A folder as the studio's download leaves it, and a managed identity. */
async function signedIn(azureEnv: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder();
  await mkdir(join(folder, '.azureml'));
  await writeFile(join(folder, '.azureml/config.json'), JSON.stringify(CONFIG));
  const identity = await startMsiEndpoint(
    `e30.${Buffer.from('{"oid":"the-compute"}').toString('base64url')}.x`,
  );
  onTestFinished(() => identity.close());
  return { folder, env: { ...azureEnv, ...identity.environment }, identity };
}

it('checks the workspace of .azureml/config.json with a managed identity', async () => {
  const azure = await startAzure(() => ({
    [`GET ${WS}`]: { body: { location: 'westeurope', properties: { provisioningState: 'Succeeded' } } },
  }));
  const { folder, env, identity } = await signedIn(azure.env);
  const { code, out, err } = await startCli(['aml', 'check'], folder, env).done;
  expect(err).toBe('');
  expect(out).toMatch(/^ok {6}Identity .* application unknown, object id the-compute/);
  expect(out).toMatch(/^ok {6}Workspace .* ws in westeurope, Succeeded/m);
  expect(out).toMatch(/^Datastore \(name\)\n.*HTTP 404/m);
  expect(code).toBe(3);
  expect(identity.asked.map(({ resource }) => resource)).toEqual([azure.url]);
});

it('detaches from a job at SIGINT, with 130', async () => {
  const azure = await startAzure((url) => jobScript(url, ['Running']));
  const { folder, env } = await signedIn(azure.env);
  const argv = ['aml', 'submit', '--attach', 'parallel-run-ocr-1a2b3c4d'];
  const run = startCli(argv, folder, env);
  run.process.stderr?.on('data', (text: Buffer) => {
    if (text.includes('is Running')) run.process.kill('SIGINT');
  });
  const { code, err } = await run.done;
  expect(code).toBe(130);
  expect(err).toContain('Detached: parallel-run-ocr-1a2b3c4d is still running.');
});
