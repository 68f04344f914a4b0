import { afterEach, beforeEach, expect, it } from 'vitest';
import { cloudFrom } from '../../src/azure/cloud.ts';
import { retryingFlow } from '../../src/flow/retrying-flow.ts';
import { findWorkspaceVault, workspaceFrom } from '../../src/secrets/workspace-vault.ts';
import { type ArmEndpoint, startArmEndpoint, WORKSPACE_VARIABLES } from '../support/azure/arm-endpoint.ts';
import { respond, empty, type Fault, html, reset } from '../support/azure/fault-vault.ts';
import { tokenCredential } from '../support/azure/token-credential.ts';
import { noProxies } from '../../src/network/proxies.ts';

let arm: ArmEndpoint;
beforeEach(async () => {
  arm = await startArmEndpoint('kv-ocr');
});
afterEach(() => arm.close());

function find(signal = new AbortController().signal): Promise<string> {
  const flow = retryingFlow({ random: () => 0 });
  const cloud = cloudFrom({ PARALLEL_RUN_OCR_ARM_ENDPOINT: arm.url });
  const workspace = workspaceFrom(WORKSPACE_VARIABLES);
  return findWorkspaceVault(workspace, cloud, tokenCredential(), flow, noProxies, signal);
}

it('asks for the workspace with a token, and takes the name of its vault', async () => {
  await expect(find()).resolves.toBe('kv-ocr');
  expect(arm.asked).toEqual([
    {
      url: '/subscriptions/a-subscription/resourceGroups/rg%20(ocr)/providers/Microsoft.MachineLearningServices/workspaces/ws?api-version=2024-10-01',
      authorization: 'Bearer a-token',
    },
  ]);
});

it.each<[string, Fault]>([
  ['429', empty(429)],
  ['503 as HTML', html(503)],
  ['a reset connection', reset],
  ['HTML for JSON', html(200)],
])('%s is called again', async (_, fault) => {
  arm.faults.push(fault);
  await expect(find()).resolves.toBe('kv-ocr');
});

it.each<[string, Fault, string, string]>([
  ['no role', empty(403), 'secret_role', 'role Reader on the workspace'],
  ['no such workspace', empty(404), 'vault_address', 'Check AZUREML_ARM_SUBSCRIPTION'],
  ['a foreign token', empty(401), 'secret_identity', 'one of its tenant'],
  ['a workspace without a vault', respond(200, { properties: {} }), 'vault_address', 'names no Key Vault'],
  ['an empty object', respond(200, null), 'vault_address', 'names no Key Vault'],
])('%s is said together with the way around it', async (_, fault, code, advice) => {
  arm.faults.push(fault);
  const error = await find().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code, message: expect.stringContaining(advice) as unknown });
  expect(error).toMatchObject({ message: expect.stringContaining('--key_vault') as unknown });
  expect(arm.asked).toHaveLength(1);
});

it('outside of a job the missing variables are named', () => {
  expect(() => workspaceFrom({ AZUREML_ARM_SUBSCRIPTION: 's' })).toThrow(
    /--key_vault NAME.*AZUREML_ARM_RESOURCEGROUP, AZUREML_ARM_WORKSPACE_NAME/,
  );
});

it('an abort ends the lookup at once', async () => {
  const controller = new AbortController();
  const reason = new Error('stopped');
  arm.faults.push(() => controller.abort(reason));
  await expect(find(controller.signal)).rejects.toBe(reason);
});
