import { EventEmitter } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Script, type Scripted, startAzure } from './azure-server.ts';
import { runAml, WORKSPACE_FLAGS, WS } from './run-aml.ts';

const JOB = 'parallel-run-ocr-1a2b3c4d';
const LONG =
  'azureml://subscriptions/00000000-1111-2222-3333-444444444444/resourcegroups/rg/workspaces/ws/datastores';
const ROWS = `${LONG}/workspaceblobstore/paths/parallel-run-ocr/${JOB}/parallel_run_step.txt`;
const IMAGES = 'azureml://datastores/ocr_images/paths/';
const HISTORY = `/westeurope/history/v1.0${WS}/runs`;
const DAY = ['--images', IMAGES, '--input_partition', '2020/08/07', '--kv_readapi', 'readapisecret'];

const job = (status: string): Scripted => ({
  body: {
    id: `${WS}/jobs/${JOB}`,
    name: JOB,
    properties: {
      jobType: 'Pipeline',
      status,
      services: { Studio: { jobServiceType: 'Studio', endpoint: 'https://ml.azure.com/runs/x' } },
      outputs: { rows: { jobOutputType: 'uri_file', uri: ROWS, mode: 'ReadWriteMount' } },
    },
  },
});

function script(url: string, states: readonly string[]): Script {
  return {
    [`PUT ${WS}/jobs/${JOB}`]: { ...job('Preparing'), status: 201 },
    [`GET ${WS}/jobs/${JOB}`]: states.map(job),
    [`GET ${WS}`]: { body: { location: 'westeurope', properties: {} } },
    [`GET ${HISTORY}/${JOB}/children`]: { body: { value: [{ runId: 'step-run' }] } },
    [`GET ${HISTORY}/${JOB}/details`]: {
      body: { runId: JOB, logFiles: { 'logs/azureml/executionlogs.txt': `${url}/other` } },
    },
    [`GET ${HISTORY}/step-run/details`]: {
      body: {
        runId: 'step-run',
        error: { error: { code: 'UserError', message: 'The threshold was passed.' } },
        logFiles: {
          'logs/job_progress_overview.2020080700.txt': `${url}/logs/old?sig=s`,
          'logs/job_progress_overview.2020080701.txt': `${url}/logs/overview?sig=s`,
          'logs/job_result.txt': `${url}/logs/result?sig=s`,
        },
      },
    },
    'GET /logs/overview': [{ body: 'scheduled 2\n' }, { body: 'scheduled 2\nprocessed 1\n' }],
    'GET /logs/result': { body: 'More than 100 items failed.\n' },
    [`GET ${WS}/datastores/workspaceblobstore`]: {
      body: {
        properties: {
          datastoreType: 'AzureBlob',
          accountName: 'account',
          containerName: 'c',
          endpoint: 'core.windows.net',
        },
      },
    },
  };
}

describe('aml submit', () => {
  it('puts the pipeline job with its parallel step, follows it and shows the overview as it grows', async () => {
    const azure = await startAzure((url) => script(url, ['Preparing', 'Running', 'Running', 'Completed']));
    const argv = [
      'submit',
      ...WORKSPACE_FLAGS,
      ...DAY,
      '--instance_count',
      '3',
      '--mini-batch-size',
      '20',
      '--max_retries',
      '1',
    ];
    const run = await runAml(argv, { env: azure.env });
    expect(run).toEqual({
      code: 0,
      out: `${JOB}\n`,
      err: [
        `Submitted ${JOB}, https://ml.azure.com/runs/x`,
        `Rows: ${ROWS}`,
        `${JOB} is Preparing`,
        'scheduled 2',
        `${JOB} is Running`,
        'processed 1',
        `${JOB} is Completed`,
        '',
      ].join('\n'),
    });
    expect(azure.seen[0]).toEqual({
      method: 'PUT',
      path: `${WS}/jobs/${JOB}`,
      query: { 'api-version': '2024-10-01' },
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      audience: azure.url,
      body: {
        properties: {
          jobType: 'Pipeline',
          displayName: JOB,
          experimentName: 'parallel-run-ocr',
          tags: { project: 'parallel-run-ocr' },
          settings: {
            default_compute: `${WS}/computes/ocr-cluster`,
            continue_on_step_failure: false,
            force_rerun: true,
            _source: 'REST',
          },
          inputs: {
            images: { jobInputType: 'uri_folder', uri: IMAGES, mode: 'ReadOnlyMount' },
            input_partition: { jobInputType: 'literal', value: '2020/08/07' },
            kv_readapi: { jobInputType: 'literal', value: 'readapisecret' },
          },
          outputs: { rows: { jobOutputType: 'uri_file', uri: ROWS, mode: 'ReadWriteMount' } },
          jobs: {
            read_text: {
              type: 'parallel',
              name: 'read_text',
              componentId: `${WS}/components/parallel_run_ocr/versions/1`,
              inputs: {
                images: { job_input_type: 'literal', value: '${{parent.inputs.images}}' },
                input_partition: { job_input_type: 'literal', value: '${{parent.inputs.input_partition}}' },
                kv_readapi: { job_input_type: 'literal', value: '${{parent.inputs.kv_readapi}}' },
              },
              outputs: { rows: { type: 'literal', value: '${{parent.outputs.rows}}' } },
              identity: { identity_type: 'Managed' },
              error_threshold: 100,
              logging_level: 'INFO',
              mini_batch_size: 20,
              resources: { instance_count: 3 },
              retry_settings: { max_retries: 1 },
              _source: 'REMOTE.WORKSPACE.COMPONENT',
            },
          },
        },
      },
    });
    const get = (
      path: string,
      audience: string | null,
      query: Record<string, string>,
      accept = 'application/json',
    ) => ({
      method: 'GET',
      path,
      query,
      headers: { accept },
      audience,
      body: null,
    });
    const arm = (path: string) => get(path, azure.url, { 'api-version': '2024-10-01' });
    const history = (path: string) =>
      get(`${HISTORY}/${path}`, 'https://ml.azure.com', { 'api-version': 'v1.0' });
    expect(azure.seen.slice(1, 7)).toEqual([
      arm(WS),
      arm(`${WS}/jobs/${JOB}`),
      history(`${JOB}/children`),
      history(`${JOB}/details`),
      history('step-run/details'),
      get('/logs/overview', null, { sig: 's' }, 'text/plain'),
    ]);
  });

  it('ends with 42 and the reason when the job fails', async () => {
    const azure = await startAzure((url) => script(url, ['Failed']));
    const { code, err } = await runAml(['submit', ...WORKSPACE_FLAGS, ...DAY], { env: azure.env });
    expect(code).toBe(42);
    expect(err).toContain('The threshold was passed.\nMore than 100 items failed.\n');
  });

  it('follows a job whose history is out of reach, saying so once', async () => {
    const azure = await startAzure((url) => ({
      ...script(url, ['Running', 'Running', 'Completed']),
      [`GET ${HISTORY}/${JOB}/children`]: { status: 403 },
    }));
    const { code, err } = await runAml(['submit', ...WORKSPACE_FLAGS, ...DAY], { env: azure.env });
    expect(code).toBe(0);
    expect(err.match(/Its progress cannot be shown: .*HTTP 403.*AzureML Data Scientist/g)).toHaveLength(1);
  });

  it('leaves the job running at Ctrl-C', async () => {
    const azure = await startAzure((url) => script(url, ['Running']));
    const signals = new EventEmitter();
    const { code, err } = await runAml(['submit', ...WORKSPACE_FLAGS, ...DAY], {
      env: azure.env,
      signals,
      onErr: (text) => text.includes('is Running') && signals.emit('SIGINT'),
    });
    expect(code).toBe(130);
    expect(err).toContain(`Detached: ${JOB} goes on.`);
    expect(azure.seen.some(({ path }) => path.endsWith('/cancel'))).toBe(false);
  });

  it('sends nothing in a dry run, but prints the request', async () => {
    const azure = await startAzure(() => ({}));
    const { code, out } = await runAml(['submit', ...WORKSPACE_FLAGS, ...DAY, '--dry_run'], {
      env: azure.env,
    });
    expect(code).toBe(0);
    expect(out.startsWith(`PUT ${azure.url}${WS}/jobs/${JOB}?api-version=2024-10-01\n`)).toBe(true);
    expect(JSON.parse(out.slice(out.indexOf('\n\n'))) as unknown).toHaveProperty(
      'properties.jobType',
      'Pipeline',
    );
    expect(azure.seen).toEqual([]);
  });

  it('takes data assets by name and version, with a metadata file', async () => {
    const azure = await startAzure(() => ({}));
    const argv = [
      'submit',
      ...WORKSPACE_FLAGS,
      '--images',
      'ocr-images:2020-08-07',
      '--metadata',
      'audit:1',
      '--dry_run',
    ];
    const { out } = await runAml(argv, { env: azure.env });
    const body = JSON.parse(out.slice(out.indexOf('\n\n'))) as { properties: { inputs: unknown } };
    expect(body.properties.inputs).toEqual({
      images: {
        jobInputType: 'uri_folder',
        uri: `${WS}/data/ocr-images/versions/2020-08-07`,
        mode: 'ReadOnlyMount',
      },
      metadata: { jobInputType: 'uri_file', uri: `${WS}/data/audit/versions/1`, mode: 'ReadOnlyMount' },
    });
  });

  it.each([
    [[], /--images is missing: give the folder/],
    [['--images', 'folder'], /--images is "folder": give an address \(azureml:/],
    [['--images', IMAGES, '--engine', 'magic'], /--engine is "magic": give one of read, /],
    [['--images', IMAGES, '--timeout', '0'], /--timeout is "0": give a whole number from 1 to 259200/],
  ])('refuses %j', async (argv, message) => {
    const { code, err } = await runAml(['submit', ...WORKSPACE_FLAGS, ...argv]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

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
      ...script(url, ['Completed']),
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

  it('writes nothing outside the folder, whatever a blob is named', async () => {
    const azure = await startAzure((url) => ({
      ...script(url, ['Completed']),
      [`GET ${LIST}`]: page(blob('../../../escaped.txt'), ''),
    }));
    const argv = ['submit', ...WORKSPACE_FLAGS, '--attach', JOB, '--download', 'out'];
    const { code, err } = await runAml(argv, { env: azure.env });
    expect(code).toBe(3);
    expect(err).toContain('would be written outside');
  });
});
