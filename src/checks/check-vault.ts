import type { WorkerOptions } from '../config/worker-options.ts';
import { cognitiveAudience, vaultAudience } from '../azure/audiences.ts';
import type { TokenCredential } from '@azure/core-auth';
import { createCredential, isAmlCompute } from '../azure/credential.ts';
import { getTokenWithin } from '../azure/token.ts';
import { environmentSource } from '../secrets/environment-source.ts';
import { keyVaultSource } from '../secrets/key-vault-source.ts';
import type { SecretSource } from '../secrets/secret-source.ts';
import type { Cloud } from '../azure/cloud.ts';
import { workerCloud } from '../azure/worker-cloud.ts';
import { proxiesFrom } from '../network/proxies.ts';
import { vaultAddress } from '../secrets/vault-address.ts';
import type { Workspace } from '../azure/workspace.ts';
import { findWorkspaceVault, workspaceFrom } from '../secrets/workspace-vault.ts';
import type { CheckTools } from './check-tools.ts';
import { singleAttemptFlow } from './single-attempt-flow.ts';
import { type StepOutcome, runStep } from './step-runner.ts';
import { describeBearer } from './describe-bearer.ts';

const TOKEN_MS = 20_000;

/** The identity and the source of the secrets; null where the arguments need none. */
export interface CheckedVault {
  readonly identity: StepOutcome<TokenCredential> | null;
  readonly source: StepOutcome<SecretSource> | null;
}

/** Signs in and finds the vault. */
export async function checkVault(
  options: WorkerOptions,
  needsSecrets: boolean,
  tools: CheckTools,
): Promise<CheckedVault> {
  const { origin, keyVault } = options.secrets;
  const cloudOf = (): Cloud => workerCloud(options, tools.env);
  const ofServices = (cloud: Cloud): readonly string[] =>
    usesEntra(options) ? [cognitiveAudience(cloud, options.service.endpoint ?? '')] : [];
  if (!needsSecrets || origin === 'env') {
    const identity = usesEntra(options) ? await checkIdentity(cloudOf, ofServices, tools) : null;
    return { identity, source: needsSecrets ? environment(tools) : null };
  }
  if (keyVault === null) {
    const workspace = await checkWorkspace(tools);
    const identity = await checkIdentity(
      cloudOf,
      (cloud) => [cloud.armEndpoint, ...ofServices(cloud)],
      tools,
    );
    return { identity, source: await lookUpVault(workspace, identity, cloudOf, tools) };
  }
  const audiences = (cloud: Cloud): readonly string[] => [
    vaultAudience(vaultAddress(keyVault, cloud)),
    ...ofServices(cloud),
  ];
  const identity = await checkIdentity(cloudOf, audiences, tools);
  const source = await runStep(tools, 'Key Vault', [identity], async (known) => {
    const address = vaultAddress(keyVault, cloudOf());
    return { value: await open(address, known, tools), detail: address };
  });
  return { identity, source };
}

function usesEntra({ engine, service }: WorkerOptions): boolean {
  return engine !== 'offline' && service.auth === 'entra';
}

function environment({ env }: CheckTools): StepOutcome<SecretSource> {
  return { ok: true, step: 'Environment', value: environmentSource(env) };
}

function checkWorkspace(tools: CheckTools): Promise<StepOutcome<Workspace>> {
  return runStep(tools, 'Workspace', [], async () => {
    const value = workspaceFrom(tools.env);
    return { value, detail: `${value.name} in resource group ${value.resourceGroup}` };
  });
}

function checkIdentity(
  cloudOf: () => Cloud,
  audiences: (cloud: Cloud) => readonly string[],
  tools: CheckTools,
): Promise<StepOutcome<TokenCredential>> {
  const { env, clock, signal } = tools;
  return runStep(tools, 'Identity', [], async () => {
    const cloud = cloudOf();
    const value = await createCredential(env, cloud);
    let bearer = '';
    for (const audience of audiences(cloud)) {
      const { token } = await getTokenWithin(TOKEN_MS, value, audience, clock, signal);
      bearer = describeBearer(token);
    }
    const who = isAmlCompute(env) ? "the compute's managed identity" : 'the credential chain of this machine';
    return { value, detail: `${who}${bearer}` };
  });
}

function lookUpVault(
  workspace: StepOutcome<Workspace>,
  identity: StepOutcome<TokenCredential>,
  cloudOf: () => Cloud,
  tools: CheckTools,
): Promise<StepOutcome<SecretSource>> {
  return runStep(tools, 'Key Vault', [workspace, identity], async (named, known) => {
    const cloud = cloudOf();
    const flow = singleAttemptFlow(tools.clock);
    const proxies = proxiesFrom(tools.env);
    const name = await findWorkspaceVault(named, cloud, known, flow, proxies, tools.signal);
    const address = vaultAddress(name, cloud);
    return { value: await open(address, known, tools), detail: `${address}, the workspace's own` };
  });
}

function open(
  address: string,
  credential: TokenCredential,
  { clock, env }: CheckTools,
): Promise<SecretSource> {
  return keyVaultSource(address, credential, singleAttemptFlow(clock), proxiesFrom(env));
}
