import { expect, it } from 'vitest';
import { startAzure } from '../azure-server.ts';
import { JOB, jobScript } from '../job-script.ts';
import { runAml, WORKSPACE_FLAGS, WS } from '../run-aml.ts';

it.each([
  [{ endpoint: 'attacker.example' }, 'The datastore names "attacker.example" as its endpoint'],
  [{ endpoint: 'core.windows.net.attacker.example' }, 'as its endpoint'],
  [{ endpoint: 'core.windows.net/' }, 'as its endpoint'],
  [{ accountName: 'attacker.example/' }, 'The storage account of the datastore is "attacker.example/"'],
  [{ accountName: 'me@attacker' }, 'The storage account of the datastore is'],
  [{ containerName: '..' }, 'The container of the datastore is ".."'],
  [{ containerName: 'c/../d' }, 'The container of the datastore is "c/../d"'],
  [{ containerName: '' }, 'The container of the datastore is ""'],
])('sends no token where a datastore says %j', async (said, message) => {
  const properties = {
    datastoreType: 'AzureBlob',
    accountName: 'account',
    containerName: 'c',
    endpoint: 'core.windows.net',
    ...said,
  };
  const azure = await startAzure((url) => ({
    ...jobScript(url, ['Completed']),
    [`GET ${WS}/datastores/workspaceblobstore`]: { body: { properties } },
  }));
  const argv = ['submit', ...WORKSPACE_FLAGS, '--attach', JOB, '--download', 'out'];
  const { code, err } = await runAml(argv, { env: azure.env });
  expect(code).toBe(3);
  expect(err).toContain(message);
  expect(azure.seen.filter(({ audience }) => audience === 'https://storage.azure.com')).toEqual([]);
});
