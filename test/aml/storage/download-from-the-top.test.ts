import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startAzure } from '../azure-server.ts';
import { JOB, jobScript } from '../job-script.ts';
import { runAml, WORKSPACE_FLAGS } from '../run-aml.ts';

const LIST = '/account.blob.core.windows.net/c';

it('fetches the rows and failed items of a job at the top of a datastore, but no manifest and nothing of others', async () => {
  const names = [
    'failed_items/a.jsonl',
    'failed_items/manifests/0.json',
    'parallel_run_step.txt',
    'parallel_run_step.txt.old',
    'others/b.txt',
  ];
  const listed = (prefix: string) =>
    names
      .filter((name) => name.startsWith(prefix))
      .map((name) => `<Blob><Name>${name}</Name></Blob>`)
      .join('');
  const azure = await startAzure((url) => ({
    ...jobScript(url, ['Completed'], 'azureml://datastores/workspaceblobstore/paths/parallel_run_step.txt'),
    [`GET ${LIST}`]: ['parallel_run_step.txt', 'failed_items/'].map((prefix) => ({
      body: `<EnumerationResults><Blobs>${listed(prefix)}</Blobs><NextMarker /></EnumerationResults>`,
    })),
    ...Object.fromEntries(names.map((name) => [`GET ${LIST}/${name}`, { body: `content of ${name}` }])),
  }));
  const folder = await temporaryFolder();
  const argv = ['submit', ...WORKSPACE_FLAGS, '--attach', JOB, '--download', 'out'];
  const { err } = await runAml(argv, { env: azure.env, folder });
  expect(err).toContain('/out: parallel_run_step.txt, failed_items/a.jsonl\n');
  expect(await readFile(join(folder, 'out/failed_items/a.jsonl'), 'utf8')).toBe(
    'content of failed_items/a.jsonl',
  );
  const prefixes = azure.seen.flatMap(({ query }) =>
    query['prefix'] === undefined ? [] : [query['prefix']],
  );
  expect(prefixes).toEqual(['parallel_run_step.txt', 'failed_items/']);
});
