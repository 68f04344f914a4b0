import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatCsvRow } from '../../../src/rows/csv-row.ts';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { rowOf } from '../../report/verify/row-text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type Script, type Scripted, startAzure } from '../azure-server.ts';
import { JOB, jobScript } from '../job-script.ts';
import { runAml, WORKSPACE_FLAGS } from '../run-aml.ts';

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

  describe('of a job that read nothing', () => {
    const skipped = (file: string, partition: string | null) =>
      `${formatJsonRow(rowOf(file, { status: 'skipped', text: '', partition }))}\n`;
    const failed = `${formatJsonRow(rowOf('a.jpg', { status: 'failed', text: '' }))}\n`;
    const csv = `${formatCsvRow(rowOf('2020/08/07/a.jpg', { status: 'skipped', text: '' }))}\n`;
    const submit = async (body: string, ...more: string[]) => {
      const azure = await startAzure((url) => ({
        ...jobScript(url, ['Completed']),
        [`GET ${LIST}`]: page(blob('parallel_run_step.txt'), ''),
        [`GET ${LIST}/${folderOf}/parallel_run_step.txt`]: { body },
      }));
      const folder = await temporaryFolder();
      const argv = ['submit', ...WORKSPACE_FLAGS, '--attach', JOB, '--download', 'out', ...more];
      const run = await runAml(argv, { env: azure.env, folder });
      return { ...run, page: await readFile(join(folder, 'out/report.html'), 'utf8') };
    };

    it.each([
      [skipped('2020/08/07/a.jpg', '2020/08/07') + skipped('/d/north/b.jpg', null), '/d/north, 2020/08/07'],
      [csv, '2020/08/07'],
    ])('ends with 3, and names the partitions that are there', async (rows, partitions) => {
      const { code, err, page: html } = await submit(rows);
      const why = `Nothing was read: every image was skipped, because none is in the partition of --input_partition. The partitions that are there: ${partitions}.`;
      expect(err).toContain(`Warning: ${why}\n`);
      expect(err).toContain('Error: no image was read. Give --allow_empty if that is expected.\n');
      expect(html).toContain(`<p class="bad">${why}</p>`);
      expect(code).toBe(3);
    });

    it.each([failed, ''])('ends with 3 also when every image failed, or no row is there', async (rows) => {
      const { code, err } = await submit(rows);
      expect(err).toContain('Error: no image was read.');
      expect(code).toBe(3);
    });

    it('ends with 0 when that is allowed', async () => {
      const { code, err } = await submit(failed, '--allow_empty');
      expect(err).toContain('Warning: Nothing was read: each of the 1 images failed');
      expect(code).toBe(0);
    });
  });

  /** Downloads blobs whose names are their contents, into a folder that `prepare` made. */
  async function downloadAll(
    blobs: readonly string[],
    prepare: (out: string) => Promise<void> = async () => {},
    more: Script = {},
  ) {
    const escapedXml = (name: string) => name.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    const azure = await startAzure((url) => ({
      ...jobScript(url, ['Completed']),
      [`GET ${LIST}`]: page(
        blobs.map((name) => blob(escapedXml(name), sizeOf(name.endsWith('/') ? 0 : 1))).join(''),
        '',
      ),
      ...Object.fromEntries(
        blobs.map((name) => [`GET ${LIST}/${folderOf}/${name}`, { body: `content of ${name}` }]),
      ),
      ...more,
    }));
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'out'));
    await prepare(join(folder, 'out'));
    const argv = ['submit', ...WORKSPACE_FLAGS, '--attach', JOB, '--download', 'out'];
    const { code, err } = await runAml(argv, { env: azure.env, folder });
    const read = (name: string) => readFile(join(folder, 'out', name), 'utf8').catch(() => null);
    return { code, err, folder, read };
  }
  const sizeOf = (bytes: number) => `<Content-Length>${bytes}</Content-Length>`;
  const ROWS = 'parallel_run_step.txt';

  it('leaves out the empty blobs that stand for folders', async () => {
    const { code, read } = await downloadAll(['', 'failed_items/', 'failed_items/a.jsonl', ROWS]);
    expect(code).toBe(0);
    expect(await read('failed_items/a.jsonl')).toBe('content of failed_items/a.jsonl');
    expect(await read(ROWS)).not.toBeNull();
  });

  it.each([
    ['../../../escaped.txt', 'is not a name that a file can have'],
    ['a/../../escaped.txt', 'is not a name that a file can have'],
    ['a//b', 'is not a name that a file can have'],
    ['./b', 'is not a name that a file can have'],
    ['x'.repeat(256), 'cannot have its name on this disk (ENAMETOOLONG)'],
    [`${ROWS}/below`, 'needs a folder where the file'],
  ])('reports %j, which no file can be made of, and downloads the others', async (name, problem) => {
    const { code, err, read, folder } = await downloadAll([ROWS, name, 'z.txt']);
    expect(code).toBe(3);
    expect(err).toContain(`Not downloaded: The blob ${JSON.stringify(`${folderOf}/${name}`)} ${problem}`);
    expect(err).toContain('Error: 1 of 3 blobs were not downloaded.\n');
    expect(await read(ROWS)).not.toBeNull();
    expect(await read('z.txt')).toBe('content of z.txt');
    expect(await readdir(folder)).toEqual(['out']);
  });

  it.each([
    [404, 'BlobNotFound'],
    [409, 'BlobArchived'],
  ])('reports a blob that HTTP %i is about, and downloads the others', async (status, code) => {
    const gone = 'failed_items/gone.jsonl';
    const run = await downloadAll([ROWS, gone, 'z.txt'], undefined, {
      [`GET ${LIST}/${folderOf}/${gone}`]: { status, body: { error: { code, message: 'No.' } } },
    });
    expect(run.code).toBe(3);
    expect(run.err).toMatch(new RegExp(`${gone}" is not served: .* HTTP ${status}, ${code}: No\\.`));
    expect(run.err).toContain('Error: 1 of 3 blobs were not downloaded.\n');
    expect(await run.read('z.txt')).toBe('content of z.txt');
  });

  it('verifies no older rows in place of those that were not downloaded', async () => {
    const { code, err } = await downloadAll([ROWS], async (out) => {
      await mkdir(join(out, ROWS));
    });
    expect(code).toBe(3);
    expect(err).toContain(`The blob "${folderOf}/${ROWS}" has the name of a folder of other blobs.`);
    expect(err).toMatch(/Downloaded to .*: nothing\n/);
    expect(err).toContain(`The rows are not verified: ${ROWS} was not downloaded.\n`);
  });

  it.each(['a\\b', 'C:x', ' ', 'a b', 'ü', 'con', '-rf'])('writes %j as it is named', async (name) => {
    const { code, read } = await downloadAll([ROWS, name]);
    expect(code).toBe(0);
    expect(await read(name)).toBe(`content of ${name}`);
  });

  it('follows no link in the folder', async () => {
    const outside = await temporaryFolder();
    await writeFile(join(outside, 'file'), 'mine');
    const { code, err, read } = await downloadAll(['linked/a.txt', 'file', 'partly', ROWS], async (out) => {
      await symlink(outside, join(out, 'linked'));
      await symlink(join(outside, 'file'), join(out, 'file'));
      for (const name of ['partly.partial', 'report.html', 'report.html.partial']) {
        await symlink(join(outside, 'file'), join(out, name));
      }
    });
    expect(code).toBe(3);
    expect(err).toMatch(/linked\/a.txt" would be written through the link .*\/out\/linked/);
    expect(await read('file')).toBe('content of file');
    expect(await read('partly')).toBe('content of partly');
    expect(await readFile(join(outside, 'file'), 'utf8')).toBe('mine');
    expect(await readdir(outside)).toEqual(['file']);
  });

  it.each([
    [
      'a page that names itself as the next',
      [page('', 'same'), page('', 'same'), page('', 'same')],
      'does not end',
    ],
    [
      'a name that cannot be decoded',
      [{ body: '<Blob><Name Encoded="true">%ff%f</Name></Blob>' }],
      'cannot be decoded',
    ],
  ])('stops at a list with %s', async (_, list, message) => {
    const azure = await startAzure((url) => ({ ...jobScript(url, ['Completed']), [`GET ${LIST}`]: list }));
    const argv = ['submit', ...WORKSPACE_FLAGS, '--attach', JOB, '--download', 'out'];
    const { code, err } = await runAml(argv, { env: azure.env });
    expect(code).toBe(3);
    expect(err).toContain(message);
  });
});
