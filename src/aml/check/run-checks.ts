import type { TokenCache } from '../../azure/tokens/token-cache.ts';
import { type StepOutcome, runStep, skipStep, type StepTools } from '../../checks/step-runner.ts';
import type { AmlSession } from '../aml-session.ts';
import { assessCompute } from './assess-compute.ts';
import { checkDatastore } from './check-datastore.ts';
import { checkIdentity } from './check-identity.ts';
import { checkQuota } from './check-quota.ts';
import { checkVaultAccess } from './check-vault-access.ts';
import { checkWorkspace } from './check-workspace.ts';
import { readCompute } from './compute-facts.ts';

export interface Checks {
  /** A name or an address; null is the workspace's own. */
  readonly keyVault: string | null;
  readonly secrets: readonly string[];
  readonly datastore: string;
  readonly compute: string | null;
}

/** Runs every check, one after the other; steps that depend on a failed one are skipped. */
export async function runChecks(
  session: AmlSession,
  tokens: TokenCache,
  { keyVault, secrets, datastore, compute: name }: Checks,
  tools: StepTools,
): Promise<void> {
  const identity = await checkIdentity(tokens, session.cloud.armEndpoint, tools);
  const workspace = await checkWorkspace(session, identity, tools);
  await checkVaultAccess(session, keyVault, secrets, { identity, workspace }, tools);
  await checkDatastore(session, datastore, identity, tools);
  if (name === null) {
    skipStep(tools, 'Compute', '--compute is not given');
    skipStep(tools, 'Quota', 'no compute');
    return;
  }
  const compute = await checkCompute(session, name, identity, tools);
  await checkQuota(session, workspace, compute, tools);
}

function checkCompute(session: AmlSession, name: string, identity: StepOutcome<unknown>, tools: StepTools) {
  return runStep(tools, 'Compute', [identity], async () =>
    assessCompute(await readCompute(session, name, tools.signal)),
  );
}
