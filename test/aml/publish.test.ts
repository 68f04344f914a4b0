import { describe, expect, it } from 'vitest';
import { type Script, startAzure } from './azure-server.ts';
import { runAml, WORKSPACE_FLAGS, WS } from './run-aml.ts';

const COMPONENT = `${WS}/components/parallel_run_ocr_pipeline/versions/1`;
const ENDPOINT = `${WS}/batchEndpoints/parallel-run-ocr`;
const DEPLOYMENT = `${ENDPOINT}/deployments/parallel-run-ocr-1`;
const workspace: Script = { [`GET ${WS}`]: { body: { location: 'westeurope', properties: {} } } };

const empty = (url: string): Script => ({
  ...workspace,
  [`PUT ${COMPONENT}`]: { status: 201, body: {} },
  [`GET ${ENDPOINT}`]: [{ status: 404 }, { body: { properties: { authMode: 'AADToken' } } }],
  [`PUT ${ENDPOINT}`]: { status: 201, body: {}, headers: { 'azure-asyncoperation': `${url}/operation` } },
  [`PUT ${DEPLOYMENT}`]: { status: 202, headers: { location: `${url}/operation` } },
  'GET /operation': { body: { status: 'Succeeded' } },
});

describe('aml publish', () => {
  it('makes pipeline component, endpoint and deployment, and the deployment the default', async () => {
    const azure = await startAzure(empty);
    const run = await runAml(['publish', ...WORKSPACE_FLAGS, '--timeout=900'], { env: azure.env });
    expect(run).toEqual({
      code: 0,
      out: [
        "Component 'parallel_run_ocr_pipeline:1' created",
        "Batch endpoint 'parallel-run-ocr' created",
        "Deployment 'parallel-run-ocr-1' of 'parallel-run-ocr' created",
        "Batch endpoint 'parallel-run-ocr', default deployment 'parallel-run-ocr-1', changed: properties.defaults.deploymentName is nothing, not \"parallel-run-ocr-1\"",
        '',
      ].join('\n'),
      err: '',
    });
    const writes = azure.seen.filter(({ method }) => method === 'PUT');
    const write = (path: string, body: unknown) => ({
      method: 'PUT',
      path,
      query: { 'api-version': '2024-10-01' },
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      audience: azure.url,
      body,
    });
    const tags = { project: 'parallel-run-ocr' };
    expect(writes[0]).toMatchObject(
      write(COMPONENT, {
        properties: {
          componentSpec: {
            name: 'parallel_run_ocr_pipeline',
            version: '1',
            type: 'pipeline',
            jobs: {
              read_text: {
                type: 'parallel',
                componentId: `${WS}/components/parallel_run_ocr/versions/1`,
                computeId: `${WS}/computes/ocr-cluster`,
                inputs: {
                  input_partition: { job_input_type: 'literal', value: '${{parent.inputs.input_partition}}' },
                },
                retry_settings: { timeout: 900 },
              },
            },
          },
        },
      }),
    );
    expect(writes.slice(1)).toEqual([
      write(ENDPOINT, { location: 'westeurope', tags, properties: { authMode: 'AADToken' } }),
      write(DEPLOYMENT, {
        location: 'westeurope',
        tags,
        properties: {
          deploymentConfiguration: {
            deploymentConfigurationType: 'PipelineComponent',
            componentId: { referenceType: 'Id', assetId: COMPONENT },
            settings: {
              default_compute: 'ocr-cluster',
              continue_on_step_failure: 'false',
              force_rerun: 'true',
            },
          },
        },
      }),
      write(ENDPOINT, {
        location: 'westeurope',
        tags,
        properties: { authMode: 'AADToken', defaults: { deploymentName: 'parallel-run-ocr-1' } },
      }),
    ]);
  });

  it('leaves the default alone on request', async () => {
    const azure = await startAzure(empty);
    await runAml(['publish', ...WORKSPACE_FLAGS, '--keep-default'], { env: azure.env });
    expect(azure.seen.filter(({ method, path }) => method === 'PUT' && path === ENDPOINT)).toHaveLength(1);
  });

  it('says why a deployment failed', async () => {
    const azure = await startAzure((url) => ({
      ...empty(url),
      'GET /operation': {
        body: { status: 'Failed', error: { code: 'BadArgument', message: 'No such component.' } },
      },
      [`PUT ${ENDPOINT}`]: { status: 201, body: {} },
    }));
    const { code, err } = await runAml(['publish', ...WORKSPACE_FLAGS], { env: azure.env });
    expect(code).toBe(3);
    expect(err).toBe(
      "Deployment 'parallel-run-ocr-1' of 'parallel-run-ocr' cannot be written: the operation ended Failed, BadArgument: No such component.\n",
    );
  });

  it('writes nothing in a dry run', async () => {
    const azure = await startAzure(empty);
    const { out } = await runAml(['publish', ...WORKSPACE_FLAGS, '--dry_run'], { env: azure.env });
    expect(azure.seen.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(out.match(/^PUT /gm)).toHaveLength(4);
  });

  it('rejects an endpoint name that Azure would', async () => {
    const { code, err } = await runAml(['publish', ...WORKSPACE_FLAGS, '--endpoint=1']);
    expect(code).toBe(2);
    expect(err).toContain('--endpoint is "1": give 3 to 32 letters, digits and dashes');
  });
});
