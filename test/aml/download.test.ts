import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatJsonRow } from '../../src/rows/json-row.ts';
import { rowOf } from '../report/verify/row-text.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Scripted, startAzure } from './azure-server.ts';
import { JOB, jobScript } from './job-script.ts';
import { runAml, WORKSPACE_FLAGS } from './run-aml.ts';

describe('aml submit --download', () => {
  const LIST = '/account.blob.core.windows.net/c';
  const folderOf = `parallel-run-ocr/${JOB}`;
  const blob = (name: string, more = '') =>
    `<Blob><Name>${folderOf}/${name}</Name><Properties>${more}</Properties></Blob>`;
  const page = (blobs: string, next: string): Scripted => ({
    body: `<EnumerationResults><Blobs>${blobs}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`,
  });

  it('fetches the rows and what lies beside them, page by page', async () => {
    const azure = await startAzure((url) => ({
      ...jobScript(url, ['Completed']),
      [`GET ${LIST}`]: [
        page(
          blob('parallel_run_step.txt') + blob('failed_items', '<ResourceType>directory</ResourceType>'),
          'more&amp;2',
        ),
        page(blob('failed_items/a &amp; b.jsonl'), ''),
      ],
      [`GET ${LIST}/${folderOf}/parallel_run_step.txt`]: { body: 'a row\n' },
      [`GET ${LIST}/${folderOf}/failed_items/a & b.jsonl`]: [{ status: 503 }, { body: '{"file":"x"}' }],
    }));
    const folder = await temporaryFolder();
    const argv = ['submit', ...WORKSPACE_FLAGS, '--attach', JOB, '--download', 'out'];
    const { code } = await runAml(argv, { env: azure.env, folder });
    expect(code).toBe(0);
    expect(await readFile(join(folder, 'out/parallel_run_step.txt'), 'utf8')).toBe('a row\n');
    expect(await readFile(join(folder, 'out/failed_items/a & b.jsonl'), 'utf8')).toBe('{"file":"x"}');
    expect(await readdir(join(folder, 'out/failed_items'))).toEqual(['a & b.jsonl']);
    const storage = azure.seen.filter(({ path }) => path.startsWith(LIST));
    expect(storage.slice(0, 3)).toEqual([
      {
        method: 'GET',
        path: LIST,
        query: { restype: 'container', comp: 'list', prefix: `${folderOf}/` },
        headers: { accept: 'application/xml', 'x-ms-version': '2021-12-02' },
        audience: 'https://storage.azure.com',
        body: null,
      },
      {
        method: 'GET',
        path: LIST,
        query: { restype: 'container', comp: 'list', prefix: `${folderOf}/`, marker: 'more&2' },
        headers: { accept: 'application/xml', 'x-ms-version': '2021-12-02' },
        audience: 'https://storage.azure.com',
        body: null,
      },
      {
        method: 'GET',
        path: `${LIST}/${folderOf}/parallel_run_step.txt`,
        query: {},
        headers: { accept: '*/*', 'x-ms-version': '2021-12-02' },
        audience: 'https://storage.azure.com',
        body: null,
      },
    ]);
  });

  it('verifies the rows and makes a page of them; the exit code stays that of the job', async () => {
    const row = formatJsonRow(rowOf('a.jpg'));
    const azure = await startAzure((url) => ({
      ...jobScript(url, ['Completed']),
      [`GET ${LIST}`]: page(blob('parallel_run_step.txt'), ''),
      [`GET ${LIST}/${folderOf}/parallel_run_step.txt`]: { body: `${row}\n${row}\n{"torn` },
    }));
    const folder = await temporaryFolder();
    const argv = ['submit', ...WORKSPACE_FLAGS, '--attach', JOB, '--download', 'out'];
    const { code, err } = await runAml(argv, { env: azure.env, folder });
    expect(err).toContain('duplicates      1: 1 identical, 0 conflicting\n');
    expect(err).toContain('line 3 is not a valid row: torn');
    expect(err).toMatch(
      /The job has completed, but its rows are not complete: .*\nReport: .*\/out\/report\.html\n$/,
    );
    expect(await readFile(join(folder, 'out/report.html'), 'utf8')).toContain('a.jpg');
    expect(code).toBe(0);
  });

  it('writes nothing outside the folder, whatever a blob is named', async () => {
    const azure = await startAzure((url) => ({
      ...jobScript(url, ['Completed']),
      [`GET ${LIST}`]: page(blob('../../../escaped.txt'), ''),
    }));
    const argv = ['submit', ...WORKSPACE_FLAGS, '--attach', JOB, '--download', 'out'];
    const { code, err } = await runAml(argv, { env: azure.env });
    expect(code).toBe(3);
    expect(err).toContain('would be written outside');
  });
});
