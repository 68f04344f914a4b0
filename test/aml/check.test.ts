import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { startAzure } from './azure-server.ts';
import { HEALTHY, LOCATION } from './healthy-workspace.ts';
import { CLAIMS, testCredential } from './identity.ts';
import { runAml, WORKSPACE_FLAGS, WS } from './run-aml.ts';

/** What is to be fixed below a heading, in one line. */
function paragraphOf(out: string, heading: string): string {
  const [, paragraph = ''] = out.split(`\n\n${heading}\n`);
  return (paragraph.split('\n\n')[0] ?? '').replaceAll(/\s+/g, ' ');
}

describe('aml check', () => {
  it('tries everything a run needs, each with a token for the right audience', async () => {
    const azure = await startAzure(() => HEALTHY);
    const argv = ['check', ...WORKSPACE_FLAGS, '--compute', 'cpu', '--secret', 'readapisecret'];
    const run = await runAml(argv, { env: azure.env });
    expect({ ...run, out: run.out.replaceAll(/ +\d+\.\d\d s(?= )/g, '') }).toEqual({
      code: 0,
      err: '',
      out: [
        `ok      Identity  ada@example.com, object id ${CLAIMS.oid}, tenant ${CLAIMS.tid}`,
        'ok      Workspace  ws in westeurope, Succeeded, public network access Enabled',
        `ok      Secret readapisecret  ${azure.url} returns the secret readapisecret`,
        'ok      Datastore  workspaceblobstore is container images of account, listed; jobs use AccountKey',
        'ok      Compute  cpu: Succeeded, Steady, STANDARD_DS3_V2, 0 nodes now, 0 to 4, identity SystemAssigned',
        'ok      Quota  Standard DSv2 Family Cluster Dedicated vCPUs: 2 of 24 in use, 16 for all nodes of the compute',
        '',
        'Everything works.',
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
    expect(out).toMatch(/^FAILED {2}Key Vault .* role: see below$/m);
    expect(out).toMatch(/^FAILED {2}Datastore .* role: see below$/m);
    expect(out).toMatch(/^skipped Compute .*--compute is not given$/m);
    expect(paragraphOf(out, 'Key Vault (role)')).toMatch(/HTTP 403.*Key Vault Secrets User on the vault/);
    expect(paragraphOf(out, 'Datastore (role)')).toMatch(
      /AuthorizationFailed: The client has no authorization.*AzureML Data Scientist/,
    );
  });

  it('knows nobody without a credential, and asks nothing', async () => {
    const azure = await startAzure(() => HEALTHY);
    const credential = testCredential();
    credential.getToken = () => Promise.reject(new Error('AADSTS700016: secret=hunter2'));
    const { code, out } = await runAml(['check', ...WORKSPACE_FLAGS], { env: azure.env, credential });
    expect(code).toBe(3);
    expect(out).toMatch(/^FAILED {2}Identity .* identity: see below$/m);
    expect(out).toMatch(/^skipped Datastore .*not run: depends on Identity$/m);
    expect(paragraphOf(out, 'Identity (identity)')).toMatch(/\(AADSTS700016\): run "az login"/);
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
    expect(out).toMatch(
      /^warning Compute .* cpu: .*\n {44}.*no managed identity.*\n {44}1 nodes are always running and billed/m,
    );
    expect(out).toMatch(/^warning Quota .*2 of 24 in use, 40 for all nodes/m);
    expect(out).toMatch(/\nEverything works, with 2 warnings\.\n$/);
  });

  it('fails for a cluster that cannot run jobs, and looks at its quota all the same', async () => {
    const azure = await startAzure(() => ({
      ...HEALTHY,
      [`GET ${WS}/computes/cpu`]: {
        body: {
          properties: {
            computeType: 'AmlCompute',
            provisioningState: 'Failed',
            provisioningErrors: [{ error: { code: 'QuotaExceeded', message: 'No cores left.' } }],
            properties: { vmSize: 'Standard_DS3_v2', scaleSettings: { maxNodeCount: 4 } },
          },
        },
      },
    }));
    const { code, out } = await runAml(['check', ...WORKSPACE_FLAGS, '--compute', 'cpu'], { env: azure.env });
    expect(code).toBe(3);
    expect(out).toMatch(/^FAILED {2}Compute .* compute: see below$/m);
    expect(out).toMatch(/^ok {6}Quota /m);
    expect(paragraphOf(out, 'Compute (compute)')).toMatch(/cpu: Failed.* No cores left\. .*aml provision/);
  });

  it('is interrupted by Ctrl-C', async () => {
    const signals = new EventEmitter();
    const azure = await startAzure(() => HEALTHY);
    const credential = testCredential();
    credential.getToken = () => {
      signals.emit('SIGINT');
      return new Promise<never>(() => {});
    };
    const options = { env: azure.env, credential, signals };
    const { code, out } = await runAml(['check', ...WORKSPACE_FLAGS], options);
    expect({ code, out }).toEqual({ code: 130, out: '' });
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
    expect(out).toMatch(/^warning Workspace .*\n.*v1_legacy_mode is on/m);
    expect(out).toMatch(/^skipped Key Vault .*the workspace has no key vault$/m);
    expect(out).toMatch(/\nEverything that was checked works, with 1 warning\.\n$/);
  });
});
