import { describe, expect, it } from 'vitest';
import { startAzure } from './azure-server.ts';
import { CODE, CODE_ID, ENTRY_SCRIPT, empty, EVERYTHING, LONG, SENT, workspace } from './provision-script.ts';
import { runAml, WORKSPACE_FLAGS, WS } from './run-aml.ts';

describe('aml provision', () => {
  it('makes everything in an empty workspace, asking for each first', async () => {
    const azure = await startAzure(empty);
    const run = await runAml(EVERYTHING, { env: azure.env });
    expect(run).toEqual({
      code: 0,
      out: [
        "Datastore 'ocr_images' created",
        "Data asset 'ocr-images:2020-08-07' created",
        "Compute 'ocr-cluster' created",
        "Environment 'parallel-run-ocr:1' created",
        `Code 'parallel-run-ocr-${CODE.slice(0, 16)}' created from entry/parallel_run_entry.py`,
        "Component 'parallel_run_ocr:1' created",
        '',
      ].join('\n'),
      err: '  Creating\n',
    });
    const writes = azure.seen.filter(({ method }) => method !== 'GET');
    const write = (path: string, body: unknown, method = 'PUT') => ({
      method,
      path,
      query: { 'api-version': '2024-10-01' },
      headers: SENT,
      audience: azure.url,
      body,
    });
    const tags = { project: 'parallel-run-ocr' };
    expect(writes.slice(0, 7)).toEqual([
      write(`${WS}/datastores/ocr_images`, {
        properties: {
          datastoreType: 'AzureBlob',
          accountName: 'ocrimages',
          containerName: 'images',
          endpoint: 'core.windows.net',
          protocol: 'https',
          credentials: { credentialsType: 'None' },
          tags,
        },
      }),
      write(`${WS}/data/ocr-images/versions/2020-08-07`, {
        properties: {
          dataType: 'uri_folder',
          dataUri: `${LONG}/ocr_images/paths/2020/08/07/`,
          isAnonymous: false,
          tags,
        },
      }),
      write(`${WS}/computes/ocr-cluster`, {
        location: 'westeurope',
        identity: { type: 'SystemAssigned' },
        tags,
        properties: {
          computeType: 'AmlCompute',
          disableLocalAuth: true,
          properties: {
            vmSize: 'Standard_D4s_v3',
            vmPriority: 'Dedicated',
            osType: 'Linux',
            scaleSettings: { minNodeCount: 0, maxNodeCount: 4, nodeIdleTimeBeforeScaleDown: 'PT600S' },
            remoteLoginPortPublicAccess: 'Disabled',
            enableNodePublicIp: true,
          },
        },
      }),
      write(`${WS}/environments/parallel-run-ocr/versions/1`, {
        properties: {
          image: 'registry.azurecr.io/parallel-run-ocr:1',
          osType: 'Linux',
          isAnonymous: false,
          tags,
        },
      }),
      write(`${CODE_ID}/startPendingUpload`, { pendingUploadType: 'TemporaryBlobReference' }, 'POST'),
      {
        method: 'PUT',
        path: '/account/container/snapshot/entry/parallel_run_entry.py',
        query: { sig: 'signature' },
        headers: {
          accept: 'application/json',
          'content-type': 'application/octet-stream',
          'x-ms-blob-type': 'BlockBlob',
          'x-ms-version': '2021-12-02',
        },
        audience: null,
        body: ENTRY_SCRIPT.toString(),
      },
      write(CODE_ID, {
        properties: {
          codeUri: `${azure.url}/account/container/snapshot`,
          isAnonymous: false,
          properties: { hash_sha256: CODE },
        },
      }),
    ]);
    expect(writes[7]).toMatchObject(
      write(`${WS}/components/parallel_run_ocr/versions/1`, {
        properties: {
          componentSpec: {
            type: 'parallel',
            is_deterministic: false,
            input_data: '${{inputs.images}}',
            error_threshold: 100,
            task: {
              code: `azureml:${CODE_ID}`,
              entry_script: 'entry/parallel_run_entry.py',
              environment: `azureml:${WS}/environments/parallel-run-ocr/versions/1`,
              append_row_to: '${{outputs.rows}}',
              program_arguments: expect.stringContaining(
                '$[[--input_partition ${{inputs.input_partition}}]]',
              ) as string,
            },
          },
        },
      }),
    );
    expect(run.out + run.err).not.toContain('signature');
  });

  it('uploads the snapshot to no location without TLS', async () => {
    const azure = await startAzure((url) => ({
      ...empty(url),
      [`POST ${CODE_ID}/startPendingUpload`]: {
        body: {
          blobReferenceForConsumption: {
            blobUri: `${url}/account/container`,
            credential: { sasUri: 'http://account.blob.core.windows.net/container?sig=signature' },
          },
        },
      },
    }));
    const run = await runAml(EVERYTHING, { env: azure.env });
    expect(run.code).not.toBe(0);
    expect(run.err).toContain('The workspace returned no upload location for the snapshot.');
    expect(azure.seen.filter(({ method, path }) => method === 'PUT' && path.includes('/codes/'))).toEqual([]);
  });

  it('writes nothing the second time', async () => {
    const first = await startAzure(empty);
    await runAml(EVERYTHING, { env: first.env });
    const written = first.seen.filter(({ method, path }) => method === 'PUT' && path.startsWith(WS));
    const second = await startAzure(() => ({
      ...workspace,
      ...Object.fromEntries(written.map(({ path, body }) => [`GET ${path}`, { body: asReturned(body) }])),
    }));
    const { code, out } = await runAml(EVERYTHING, { env: second.env });
    expect(code).toBe(0);
    expect(out.match(/ exists: left unchanged\n/g)).toHaveLength(6);
    expect(second.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('grows a cluster that is there, keeping its size', async () => {
    const azure = await startAzure(() => ({
      ...workspace,
      [`GET ${WS}/computes/ocr-cluster`]: { body: clusterOf('STANDARD_DS3_V2') },
      [`PUT ${WS}/computes/ocr-cluster`]: { body: {} },
    }));
    const argv = ['provision', ...WORKSPACE_FLAGS, '--only=compute', '--max_nodes=8', '--idle_seconds=600'];
    const { out } = await runAml(argv, { env: azure.env });
    expect(out).toBe(
      "Compute 'ocr-cluster' changed: properties.properties.scaleSettings.maxNodeCount is 4, not 8\n",
    );
  });

  it.each([
    [
      ['--only=compute', '--vm_size=Standard_D8s_v3'],
      /Compute 'ocr-cluster' exists with settings that cannot be changed: properties\.properties\.vmSize is "STANDARD_DS3_V2", not "Standard_D8s_v3"\. Give --compute another name/,
    ],
    [
      ['--only=environment', '--image=other:2'],
      /properties\.image is "mine:1", not "other:2"\. .*give --environment another version/,
    ],
    [
      ['--only=component'],
      /Component 'parallel_run_ocr:1' exists with settings that cannot be changed.*give another version/,
    ],
  ])('rejects what cannot be changed: %j', async (argv, message) => {
    const azure = await startAzure(() => ({
      ...workspace,
      [`GET ${WS}/computes/ocr-cluster`]: { body: clusterOf('STANDARD_DS3_V2') },
      [`GET ${WS}/environments/parallel-run-ocr/versions/1`]: { body: { properties: { image: 'mine:1' } } },
      [`GET ${CODE_ID}`]: { body: {} },
      [`GET ${WS}/components/parallel_run_ocr/versions/1`]: { body: { properties: { properties: {} } } },
    }));
    const { code, err } = await runAml(['provision', ...WORKSPACE_FLAGS, ...argv], { env: azure.env });
    expect(code).toBe(3);
    expect(err).toMatch(message);
    expect(azure.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('prints every request in a dry run and writes nothing', async () => {
    const azure = await startAzure(empty);
    const { code, out } = await runAml([...EVERYTHING, '--dry_run'], { env: azure.env });
    expect(code).toBe(0);
    expect(azure.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(out.match(/^(?:PUT|POST) \S+/gm)).toEqual([
      `PUT ${azure.url}${WS}/datastores/ocr_images?api-version=2024-10-01`,
      `PUT ${azure.url}${WS}/data/ocr-images/versions/2020-08-07?api-version=2024-10-01`,
      `PUT ${azure.url}${WS}/computes/ocr-cluster?api-version=2024-10-01`,
      `PUT ${azure.url}${WS}/environments/parallel-run-ocr/versions/1?api-version=2024-10-01`,
      `POST ${azure.url}${CODE_ID}/startPendingUpload?api-version=2024-10-01`,
      'PUT https://account.blob.core.windows.net/CONTAINER/snapshot/entry/parallel_run_entry.py?SIGNATURE',
      `PUT ${azure.url}${CODE_ID}?api-version=2024-10-01`,
      `PUT ${azure.url}${WS}/components/parallel_run_ocr/versions/1?api-version=2024-10-01`,
    ]);
    expect(out).toContain("Compute 'ocr-cluster' would be created\n");
  });

  it.each([
    [['--storage_account=ocrimages'], /--storage_account and --container go together/],
    [['--only=data'], /--only data needs --data and --data_path/],
    [['--only=everything'], /--only is "everything": give one of datastore, data, compute/],
    [['--snapshot=nowhere', '--only=component'], /--snapshot .*nowhere is not a folder that can be read/],
  ])('rejects %j', async (argv, message) => {
    const { code, err } = await runAml(['provision', ...WORKSPACE_FLAGS, ...argv]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});

/** The service hands sizes back in upper case, and durations in minutes. */
function asReturned(body: unknown): unknown {
  return JSON.parse(
    JSON.stringify(body).replace('Standard_D4s_v3', 'STANDARD_D4S_V3').replace('PT600S', 'PT10M'),
  ) as unknown;
}

function clusterOf(vmSize: string) {
  return {
    properties: {
      computeType: 'AmlCompute',
      properties: {
        vmSize,
        vmPriority: 'Dedicated',
        scaleSettings: { minNodeCount: 0, maxNodeCount: 4, nodeIdleTimeBeforeScaleDown: 'PT10M' },
      },
    },
  };
}
