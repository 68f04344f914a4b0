import { describe, expect, it } from 'vitest';
import { startAzure } from './azure-server.ts';
import { jobScript } from './job-script.ts';
import { runAml, WORKSPACE_FLAGS, WS } from './run-aml.ts';

const SENT = { accept: 'application/json', 'content-type': 'application/json' };
const GUID = '11111111-2222-3333-4444-555555555555';

const endpoint = (url: string) => ({
  [`GET ${WS}/batchEndpoints/ocr`]: {
    body: {
      location: 'westeurope',
      properties: { scoringUri: `${url}/ocr-batch/jobs`, authMode: 'AADToken' },
    },
  },
});

describe('aml invoke --endpoint', () => {
  const CALL = [
    'invoke',
    ...WORKSPACE_FLAGS,
    '--endpoint=ocr',
    '--deployment=v2',
    '--experiment=daily',
    '--input=images=azureml://datastores/ocr_images/paths/2020/',
    '--input_file=metadata=audit:3',
    '--literal=input_partition=2020/08/07',
    '--output=rows=workspaceblobstore/day/parallel_run_step.txt',
  ];

  it.each([
    'https://ocr.westeurope.inference.ml.azure.com.evil.example/jobs',
    'https://inference.ml.azure.com.evil/jobs',
    'https://evilinference.ml.azure.com.evil/jobs',
    'https://ocr.westeurope.inference.ml.azure.com@evil.example/jobs',
    'https://user:pass@ocr.westeurope.inference.ml.azure.com/jobs',
    'https://ocr.westeurope.inference.ml.azure.com:8443/jobs',
    'http://ocr.westeurope.inference.ml.azure.com/jobs',
    'https://evil.example/ocr.westeurope.inference.ml.azure.com',
    'https://ocr.westeurope.inference.ml.azure.cn/jobs',
    '//evil.example',
  ])('sends no token to the address %s that the workspace reports', async (scoringUri) => {
    const azure = await startAzure(() => ({
      [`GET ${WS}/batchEndpoints/ocr`]: { body: { properties: { scoringUri } } },
    }));
    const env = { ...azure.env, AZUREML_CURRENT_CLOUD: 'AzureCloud' };
    const { code, err } = await runAml(CALL, { env });
    expect(code).toBe(3);
    expect(err).toMatch(
      /The endpoint names .* as its address: a token is sent to \*\.inference\.ml\.azure\.com only/,
    );
    expect(azure.seen).toHaveLength(1);
  });

  it('asks where the endpoint is and posts the call there, with a token for ml.azure.com', async () => {
    const azure = await startAzure((url) => ({
      ...endpoint(url),
      'POST /ocr-batch/jobs': { status: 201, body: { name: 'batchjob-1' } },
    }));
    const run = await runAml(CALL, { env: azure.env });
    expect(run).toEqual({ code: 0, out: 'batchjob-1\n', err: '' });
    expect(azure.seen).toEqual([
      {
        method: 'GET',
        path: `${WS}/batchEndpoints/ocr`,
        query: { 'api-version': '2024-10-01' },
        headers: { accept: 'application/json' },
        audience: azure.url,
        body: null,
      },
      {
        method: 'POST',
        path: '/ocr-batch/jobs',
        query: {},
        headers: { ...SENT, 'azureml-model-deployment': 'v2' },
        audience: 'https://ml.azure.com',
        body: {
          properties: {
            InputData: {
              images: { JobInputType: 'UriFolder', Uri: `${WS}/datastores/ocr_images/paths/2020` },
              metadata: { JobInputType: 'UriFile', Uri: `${WS}/data/audit/versions/3` },
              input_partition: { JobInputType: 'Literal', Value: '2020/08/07' },
            },
            OutputData: {
              rows: {
                JobOutputType: 'UriFile',
                Uri: `${WS}/datastores/workspaceblobstore/paths/day/parallel_run_step.txt`,
              },
            },
            properties: { experimentName: 'daily' },
          },
        },
      },
    ]);
  });

  it('follows the job on request', async () => {
    const azure = await startAzure((url) => ({
      ...jobScript(url, ['Completed']),
      ...endpoint(url),
      'POST /ocr-batch/jobs': { status: 201, body: { name: 'parallel-run-ocr-1a2b3c4d' } },
    }));
    const { code, err } = await runAml([...CALL, '--follow'], { env: azure.env });
    expect(code).toBe(0);
    expect(err).toContain('parallel-run-ocr-1a2b3c4d is Completed\n');
  });

  it('sends a token to no address but those of Azure', async () => {
    const azure = await startAzure(() => endpoint('https://inference.ml.azure.com.example.com'));
    const { code, err } = await runAml(CALL, { env: azure.env });
    expect(code).toBe(3);
    expect(err).toContain('names inference.ml.azure.com.example.com as its address');
  });

  it('does not repeat a call whose response was lost', async () => {
    const azure = await startAzure((url) => ({
      ...endpoint(url),
      'POST /ocr-batch/jobs': [{ status: 500 }, { body: { name: 'x' } }],
    }));
    const { code } = await runAml(CALL, { env: azure.env });
    expect(code).toBe(3);
    expect(azure.seen).toHaveLength(2);
  });
});

describe('aml invoke of SDK v1', () => {
  const RUNS = `/westeurope/pipelines/v1.0${WS}/PipelineRuns`;
  const workspace = { [`GET ${WS}`]: { body: { location: 'West Europe', properties: {} } } };
  const argv = (...target: readonly string[]) => [
    'invoke',
    ...WORKSPACE_FLAGS,
    ...target,
    '--parameter=input_partition=2020/08/07',
    '--parameter=filter=a=b',
    '--data_path=images=ocr_images/2020/08',
    `--dataset=lookup=${GUID}`,
  ];

  it.each([
    [['--pipeline', GUID], `PipelineSubmit/${GUID}`, {}],
    [['--pipeline_endpoint', GUID], `PipelineEndpointSubmit/Id/${GUID}`, {}],
    [['--pipeline_endpoint', GUID, '--pipeline_version', '2'], `PipelineEndpointSubmit/Id/${GUID}/2`, {}],
    [
      ['--pipeline_endpoint', 'my ocr', '--pipeline_version', '2'],
      'PipelineEndpointSubmit/Name',
      { name: 'my ocr', pipelineVersion: '2' },
    ],
  ])('posts %j with a token for the management endpoint', async (target, path, query) => {
    const azure = await startAzure(() => ({
      ...workspace,
      [`POST ${RUNS}/${path}`]: { body: { Id: 'run-1' } },
    }));
    const run = await runAml(argv(...target), { env: azure.env });
    expect(run).toEqual({ code: 0, out: 'run-1\n', err: '' });
    expect(azure.seen[1]).toEqual({
      method: 'POST',
      path: `${RUNS}/${path}`,
      query,
      headers: SENT,
      audience: azure.url,
      body: {
        ExperimentName: 'parallel-run-ocr',
        RunSource: 'API',
        ParameterAssignments: { input_partition: '2020/08/07', filter: 'a=b' },
        DataPathAssignments: { images: { DataStoreName: 'ocr_images', RelativePath: '2020/08' } },
        DataSetDefinitionValueAssignments: { lookup: { SavedDataSetReference: { Id: GUID } } },
      },
    });
  });

  it('prints the call instead of sending it in a dry run', async () => {
    const azure = await startAzure(() => workspace);
    const { out } = await runAml([...argv('--pipeline', GUID), '--dry-run'], { env: azure.env });
    expect(out).toContain(`POST ${azure.url}${RUNS}/PipelineSubmit/${GUID}\n`);
    expect(out).toContain('authorization: Bearer (a token for ');
    expect(azure.seen).toHaveLength(1);
  });
});

describe('what aml invoke rejects', () => {
  it.each([
    [[], /No target is given: give one of --endpoint, --pipeline and --pipeline_endpoint/],
    [['--endpoint=a', `--pipeline=${GUID}`], /--endpoint and --pipeline exclude each other: give one of/],
    [['--endpoint=a', '--parameter=a=b'], /--parameter cannot be combined with --endpoint/],
    [
      [`--pipeline=${GUID}`, '--literal=a=b', '--follow'],
      /--literal cannot be combined with --pipeline[^]*--follow cannot/,
    ],
    [['--pipeline=ocr'], /--pipeline is "ocr": give a GUID/],
    [['--endpoint=a', '--input=images'], /--input is "images": give NAME=VALUE/],
    [['--endpoint=a', '--input=images=here'], /give NAME=VALUE, .*VALUE an address/],
    [['--endpoint=a', '--literal=a=1', '--literal=a=2'], /--literal gives a twice/],
  ])('%j', async (argv, message) => {
    const { code, err } = await runAml(['invoke', ...WORKSPACE_FLAGS, ...argv]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
