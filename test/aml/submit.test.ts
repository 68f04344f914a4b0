import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { startAzure } from './azure-server.ts';
import { DAY, HISTORY, IMAGES, JOB, jobScript, ROWS } from './job-script.ts';
import { runAml, WORKSPACE_FLAGS, WS } from './run-aml.ts';

describe('aml submit', () => {
  it('puts the pipeline job with its parallel step, follows it and shows the overview as it grows', async () => {
    const azure = await startAzure((url) => jobScript(url, ['Preparing', 'Running', 'Running', 'Completed']));
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

  it.each(['Failed', 'Canceled'])('ends with 42 and the reason when the job is %s', async (end) => {
    const azure = await startAzure((url) => jobScript(url, [end]));
    const { code, err } = await runAml(['submit', ...WORKSPACE_FLAGS, ...DAY], { env: azure.env });
    expect(code).toBe(42);
    expect(err).toContain('The threshold was passed.\nMore than 100 items failed.\n');
  });

  it('follows a job whose history is out of reach, saying so once', async () => {
    const azure = await startAzure((url) => ({
      ...jobScript(url, ['Running', 'Running', 'Completed']),
      [`GET ${HISTORY}/${JOB}/children`]: { status: 403 },
    }));
    const { code, err } = await runAml(['submit', ...WORKSPACE_FLAGS, ...DAY], { env: azure.env });
    expect(code).toBe(0);
    expect(err.match(/The progress cannot be shown: .*HTTP 403.*AzureML Data Scientist/g)).toHaveLength(1);
  });

  it('leaves the job running at Ctrl-C', async () => {
    const azure = await startAzure((url) => jobScript(url, ['Running']));
    const signals = new EventEmitter();
    const { code, err } = await runAml(['submit', ...WORKSPACE_FLAGS, ...DAY], {
      env: azure.env,
      signals,
      onErr: (text) => text.includes('is Running') && signals.emit('SIGINT'),
    });
    expect(code).toBe(130);
    expect(err).toContain(`Detached: ${JOB} is still running.`);
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
  ])('rejects %j', async (argv, message) => {
    const { code, err } = await runAml(['submit', ...WORKSPACE_FLAGS, ...argv]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
