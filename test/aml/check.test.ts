import { describe, expect, it } from 'vitest';
import { type Script, startAzure } from './azure-server.ts';
import { CLAIMS, testCredential } from './identity.ts';
import { runAml, WORKSPACE_FLAGS, WS } from './run-aml.ts';

const LOCATION =
  '/subscriptions/00000000-1111-2222-3333-444444444444/providers/Microsoft.MachineLearningServices/locations/westeurope';

const HEALTHY: Script = {
  [`GET ${WS}`]: {
    body: {
      name: 'ws',
      location: 'westeurope',
      properties: {
        keyVault: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/wsvault',
        provisioningState: 'Succeeded',
        publicNetworkAccess: 'Enabled',
        v1LegacyMode: false,
      },
    },
  },
  'GET /secrets': { body: { value: [], nextLink: null } },
  'GET /secrets/readapisecret': {
    body: { value: 'a-secret-value', id: 'https://v/secrets/readapisecret/1' },
  },
  [`GET ${WS}/datastores/workspaceblobstore`]: {
    body: {
      properties: {
        datastoreType: 'AzureBlob',
        accountName: 'account',
        containerName: 'images',
        endpoint: 'core.windows.net',
        protocol: 'https',
        credentials: { credentialsType: 'AccountKey', secrets: { secretsType: 'AccountKey' } },
      },
    },
  },
  'GET /account.blob.core.windows.net/images': { body: '<EnumerationResults/>' },
  [`GET ${WS}/computes/cpu`]: {
    body: {
      location: 'westeurope',
      identity: { type: 'SystemAssigned', principalId: 'p', tenantId: 't' },
      properties: {
        computeType: 'AmlCompute',
        provisioningState: 'Succeeded',
        properties: {
          vmSize: 'STANDARD_DS3_V2',
          vmPriority: 'Dedicated',
          scaleSettings: { minNodeCount: 0, maxNodeCount: 4, nodeIdleTimeBeforeScaleDown: 'PT5M' },
          allocationState: 'Steady',
          errors: null,
          currentNodeCount: 0,
          targetNodeCount: 0,
        },
      },
    },
  },
  [`GET ${LOCATION}/vmSizes`]: {
    body: { value: [{ name: 'Standard_DS3_v2', family: 'standardDSv2Family', vCPUs: 4, gpus: 0 }] },
  },
  [`GET ${LOCATION}/usages`]: {
    body: {
      value: [
        usage('workspaces', 'Standard DSv2 Family Cluster Dedicated vCPUs', 99, 1),
        usage('vmFamily', 'Standard DSv2 Family Cluster Dedicated vCPUs', 2, 24),
        usage('vmFamily', 'Standard DSv2 Family Cluster LowPriority vCPUs', 0, -1),
      ],
    },
  },
};

function usage(kind: string, name: string, currentValue: number, limit: number) {
  const type = `Microsoft.MachineLearningServices/${kind}/usages`;
  return {
    id: '/usages',
    type,
    currentValue,
    limit,
    name: { value: name, localizedValue: name },
    unit: 'Count',
  };
}

describe('aml check', () => {
  it('tries everything a run needs, each with a token for the right audience', async () => {
    const azure = await startAzure(() => HEALTHY);
    const argv = ['check', ...WORKSPACE_FLAGS, '--compute', 'cpu', '--secret', 'readapisecret'];
    const run = await runAml(argv, { env: azure.env });
    expect(run).toEqual({
      code: 0,
      err: '',
      out: [
        `identity   ok       ada@example.com, object id ${CLAIMS.oid}, tenant ${CLAIMS.tid}`,
        'workspace  ok       ws in westeurope, Succeeded, public network access Enabled',
        `key vault  ok       ${azure.url} gives the secret readapisecret`,
        'datastore  ok       workspaceblobstore is container images of account, listed; jobs use AccountKey',
        'compute    ok       cpu: Succeeded, Steady, STANDARD_DS3_V2, 0 nodes now, 0 to 4, identity SystemAssigned',
        'quota      ok       Standard DSv2 Family Cluster Dedicated vCPUs: 2 of 24 in use, 16 for all nodes of the compute',
        '',
      ].join('\n'),
    });
    const arm = (path: string) => ({
      method: 'GET',
      path,
      query: { 'api-version': '2024-10-01' },
      headers: { accept: 'application/json' },
      audience: azure.url,
      body: null,
    });
    expect(azure.seen).toEqual([
      arm(WS),
      {
        ...arm('/secrets/readapisecret'),
        query: { 'api-version': '7.4' },
        audience: 'https://vault.azure.net',
      },
      arm(`${WS}/datastores/workspaceblobstore`),
      {
        ...arm('/account.blob.core.windows.net/images'),
        query: { restype: 'container', comp: 'list', maxresults: '1' },
        headers: { accept: 'application/xml', 'x-ms-version': '2021-12-02' },
        audience: 'https://storage.azure.com',
      },
      arm(`${WS}/computes/cpu`),
      arm(`${LOCATION}/vmSizes`),
      arm(`${LOCATION}/usages`),
    ]);
    expect(run.out).not.toContain('a-secret-value');
  });

  it('names the role that is missing, checks the rest and ends with 3', async () => {
    const forbidden = {
      status: 403,
      body: { error: { code: 'AuthorizationFailed', message: 'The client has no authorization.' } },
    };
    const azure = await startAzure(() => ({
      ...HEALTHY,
      'GET /secrets': {
        status: 403,
        body: { error: { code: 'Forbidden', innererror: { code: 'ForbiddenByRbac' } } },
      },
      [`GET ${WS}/datastores/workspaceblobstore`]: forbidden,
    }));
    const { code, out } = await runAml(['check', ...WORKSPACE_FLAGS], { env: azure.env });
    expect(code).toBe(3);
    expect(out).toMatch(/key vault {2}failed .*HTTP 403.*Key Vault Secrets User on the vault/);
    expect(out).toMatch(
      /datastore {2}failed .*AuthorizationFailed: The client has no authorization.*AzureML Data Scientist/,
    );
    expect(out).toMatch(/compute {4}skipped/);
  });

  it('knows nobody without a credential, and asks nothing', async () => {
    const azure = await startAzure(() => HEALTHY);
    const credential = testCredential();
    credential.getToken = () => Promise.reject(new Error('AADSTS700016: secret=hunter2'));
    const { code, out } = await runAml(['check', ...WORKSPACE_FLAGS], { env: azure.env, credential });
    expect(code).toBe(3);
    expect(out).toMatch(/identity {3}failed .*\(AADSTS700016\): run "az login"/);
    expect(out).not.toContain('hunter2');
    expect(azure.seen).toEqual([]);
  });

  it('warns of a cluster that cannot read secrets, costs all the time or cannot grow', async () => {
    const azure = await startAzure(() => ({
      ...HEALTHY,
      [`GET ${WS}/computes/cpu`]: {
        body: {
          properties: {
            computeType: 'AmlCompute',
            provisioningState: 'Succeeded',
            properties: {
              vmSize: 'Standard_DS3_v2',
              vmPriority: 'Dedicated',
              scaleSettings: { minNodeCount: 1, maxNodeCount: 10 },
              currentNodeCount: 1,
            },
          },
        },
      },
    }));
    const { code, out } = await runAml(['check', ...WORKSPACE_FLAGS, '--compute', 'cpu'], { env: azure.env });
    expect(code).toBe(0);
    expect(out).toMatch(/compute {4}warning {2}cpu: .*\n.*no managed identity.*\n.*1 nodes run, and cost/);
    expect(out).toMatch(/quota {6}warning .*2 of 24 in use, 40 for all nodes/);
  });

  it('says what an application is, and that a workspace is in legacy mode', async () => {
    const azure = await startAzure(() => ({
      ...HEALTHY,
      [`GET ${WS}`]: {
        body: { location: 'westeurope', properties: { provisioningState: 'Succeeded', v1LegacyMode: true } },
      },
    }));
    const { oid, tid, appid } = CLAIMS;
    const credential = testCredential({ oid, tid, appid });
    const { out } = await runAml(['check', ...WORKSPACE_FLAGS], { env: azure.env, credential });
    expect(out).toContain(`application ${appid}, object id ${oid}`);
    expect(out).toMatch(/workspace {2}warning .*\n.*v1_legacy_mode is on/);
    expect(out).toMatch(/key vault {2}skipped {2}the workspace has none/);
  });
});
