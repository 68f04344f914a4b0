import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { startAzure } from './azure-server.ts';
import { runAml, WORKSPACE_FLAGS, WS } from './run-aml.ts';

const GUID = '11111111-2222-3333-4444-555555555555';
const DAY = ['--time=06:05', '--start=2026-11-24'];
const PARTITION = '@pipeline().parameters.partition';

async function readJson(folder: string, path: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, path), 'utf8')) as unknown;
}

describe('aml adf --endpoint', () => {
  const argv = [
    'adf',
    ...WORKSPACE_FLAGS,
    '--endpoint=ocr',
    '--images=azureml://datastores/ocr_images/paths/',
    '--value=kv_readapi=readapisecret',
    ...DAY,
  ];
  const scoringUri = 'https://ocr.westeurope.inference.ml.azure.com/jobs';
  const azureWith = () =>
    startAzure(() => ({ [`GET ${WS}/batchEndpoints/ocr`]: { body: { properties: { scoringUri } } } }));

  it('writes a pipeline that submits with Web activities, polls and fails with the job', async () => {
    const [azure, folder] = [await azureWith(), await temporaryFolder()];
    const run = await runAml(argv, { env: azure.env, folder });
    const files = ['pipeline/read_images.json', 'trigger/read_images_daily.json'];
    expect(run).toEqual({
      code: 0,
      out: files.map((file) => `${join(folder, 'data-factory', file)}\n`).join(''),
      err: '',
    });
    expect(azure.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET ${WS}/batchEndpoints/ocr`,
    ]);
    const status = "activity('job').output.properties.status";
    expect(await readJson(folder, 'data-factory/pipeline/read_images.json')).toEqual({
      name: 'read_images',
      properties: {
        description: expect.stringContaining('Invokes the batch endpoint') as string,
        parameters: { partition: { type: 'string' } },
        annotations: ['parallel-run-ocr'],
        activities: [
          {
            name: 'submit',
            type: 'WebActivity',
            dependsOn: [],
            policy: { timeout: '0.00:10:00', retry: 0, secureInput: false, secureOutput: false },
            typeProperties: {
              method: 'POST',
              url: scoringUri,
              headers: { 'Content-Type': 'application/json' },
              body: {
                properties: {
                  InputData: {
                    images: { JobInputType: 'UriFolder', Uri: `${WS}/datastores/ocr_images/paths/` },
                    kv_readapi: { JobInputType: 'Literal', Value: 'readapisecret' },
                    input_partition: { JobInputType: 'Literal', Value: PARTITION },
                  },
                  properties: { experimentName: 'parallel-run-ocr' },
                },
              },
              authentication: { type: 'MSI', resource: 'https://ml.azure.com' },
            },
          },
          {
            name: 'until_ended',
            type: 'Until',
            dependsOn: [{ activity: 'submit', dependencyConditions: ['Succeeded'] }],
            typeProperties: {
              expression: {
                value: `@contains(createArray('Completed', 'Failed', 'Canceled'), ${status})`,
                type: 'Expression',
              },
              timeout: '1.00:00:00',
              activities: [
                { name: 'pause', type: 'Wait', dependsOn: [], typeProperties: { waitTimeInSeconds: 120 } },
                {
                  name: 'job',
                  type: 'WebActivity',
                  dependsOn: [{ activity: 'pause', dependencyConditions: ['Succeeded'] }],
                  policy: {
                    timeout: '0.00:10:00',
                    retry: 3,
                    retryIntervalInSeconds: 60,
                    secureInput: false,
                    secureOutput: false,
                  },
                  typeProperties: {
                    method: 'GET',
                    url: {
                      value: `@concat('${azure.url}${WS}/jobs/', activity('submit').output.name, '?api-version=2024-10-01')`,
                      type: 'Expression',
                    },
                    authentication: { type: 'MSI', resource: azure.url },
                  },
                },
              ],
            },
          },
          {
            name: 'completed',
            type: 'IfCondition',
            dependsOn: [{ activity: 'until_ended', dependencyConditions: ['Succeeded'] }],
            typeProperties: {
              expression: { value: `@equals(${status}, 'Completed')`, type: 'Expression' },
              ifFalseActivities: [
                {
                  name: 'job_failed',
                  type: 'Fail',
                  dependsOn: [],
                  typeProperties: {
                    message: {
                      value: `@concat('Job ', activity('submit').output.name, ' ended ', ${status})`,
                      type: 'Expression',
                    },
                    errorCode: 'JobNotCompleted',
                  },
                },
              ],
            },
          },
        ],
      },
    });
  });

  it('passes the day of the run as the partition, from a trigger that comes stopped', async () => {
    const [azure, folder] = [await azureWith(), await temporaryFolder()];
    await runAml([...argv, '--name=day', '--output=.'], { env: azure.env, folder });
    expect(await readJson(folder, 'trigger/day_daily.json')).toEqual({
      name: 'day_daily',
      properties: {
        type: 'ScheduleTrigger',
        runtimeState: 'Stopped',
        annotations: ['parallel-run-ocr'],
        pipelines: [
          {
            pipelineReference: { referenceName: 'day', type: 'PipelineReference' },
            parameters: { partition: "@formatDateTime(trigger().scheduledTime, 'yyyy/MM/dd')" },
          },
        ],
        typeProperties: {
          recurrence: {
            frequency: 'Day',
            interval: 1,
            startTime: '2026-11-24T00:00:00Z',
            timeZone: 'UTC',
            schedule: { hours: [6], minutes: [5] },
          },
        },
      },
    });
  });

  it('overwrites only when told to', async () => {
    const [azure, folder] = [await azureWith(), await temporaryFolder()];
    const options = { env: azure.env, folder };
    await runAml(argv, options);
    const again = await runAml(argv, options);
    expect(again.code).toBe(2);
    expect(again.err).toMatch(/read_images\.json already exists: give --overwrite, or another --output/);
    expect((await runAml([...argv, '--overwrite'], options)).code).toBe(0);
  });
});

describe('aml adf of SDK v1', () => {
  it.each([
    [[`--pipeline=${GUID}`], { mlPipelineId: GUID }],
    [[`--pipeline_endpoint=${GUID}`, '--pipeline_version=2'], { mlPipelineEndpointId: GUID, version: '2' }],
  ])(
    'writes the Execute Pipeline activity with its linked service for %j, asking nobody',
    async (target, which) => {
      const [azure, folder] = [await startAzure(() => ({})), await temporaryFolder()];
      const argv = [
        'adf',
        ...WORKSPACE_FLAGS,
        ...target,
        '--value=kv_readapi=readapisecret',
        '--output=.',
        ...DAY,
      ];
      expect((await runAml(argv, { env: azure.env, folder })).code).toBe(0);
      expect(azure.seen).toEqual([]);
      expect(await readJson(folder, 'linkedService/azure_machine_learning.json')).toEqual({
        name: 'azure_machine_learning',
        properties: {
          type: 'AzureMLService',
          annotations: ['parallel-run-ocr'],
          typeProperties: {
            subscriptionId: '00000000-1111-2222-3333-444444444444',
            resourceGroupName: 'rg',
            mlWorkspaceName: 'ws',
            authentication: 'MSI',
          },
        },
      });
      expect(await readJson(folder, 'pipeline/read_images.json')).toMatchObject({
        properties: {
          activities: [
            {
              name: 'read_images',
              type: 'AzureMLExecutePipeline',
              linkedServiceName: { referenceName: 'azure_machine_learning', type: 'LinkedServiceReference' },
              policy: { timeout: '1.00:00:00', retry: 0 },
              typeProperties: {
                ...which,
                experimentName: 'parallel-run-ocr',
                mlPipelineParameters: {
                  kv_readapi: 'readapisecret',
                  input_partition: { value: PARTITION, type: 'Expression' },
                },
              },
            },
          ],
        },
      });
    },
  );

  it.each([
    [[], /Give one of --endpoint, --pipeline and --pipeline_endpoint/],
    [['--endpoint=ocr'], /--images is missing/],
    [[`--pipeline=${GUID}`, '--time=24:00'], /--time is "24:00": give a time from 00:00 to 23:59/],
    [[`--pipeline=${GUID}`, '--start=2026-02-30'], /--start is "2026-02-30": give a day/],
  ])('rejects %j', async (argv, message) => {
    const { code, err } = await runAml(['adf', ...WORKSPACE_FLAGS, ...argv]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
