import type { TokenCache } from '../../azure/token-cache.ts';
import type { AmlSession } from '../session.ts';
import { checkDatastore } from './check-datastore.ts';
import { checkIdentity } from './check-identity.ts';
import { checkQuota } from './check-quota.ts';
import { checkVault } from './check-vault.ts';
import { readCompute } from './compute-facts.ts';
import { type Finding, inspect, skipped } from './finding.ts';
import { judgeCompute } from './judge-compute.ts';
import { readWorkspace, type WorkspaceFacts } from '../../azure/read-workspace.ts';

export interface Checks {
  /** A name or an address; null is the workspace's own. */
  readonly keyVault: string | null;
  readonly secrets: readonly string[];
  readonly datastore: string;
  readonly compute: string | null;
}

/** Runs every check, one after the other; what a failed one stands in the way of is skipped. */
export async function runChecks(
  session: AmlSession,
  tokens: TokenCache,
  checks: Checks,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const identity = await checkIdentity(tokens, session.cloud.armEndpoint, signal);
  if (identity.verdict === 'failed') {
    return [identity, ...['workspace', 'key vault', 'datastore', 'compute', 'quota'].map(withoutIdentity)];
  }
  const { finding: workspace, facts } = await inspect(
    'workspace',
    signal,
    () => readWorkspace(session, signal),
    (read) => judgeWorkspace(session, read),
  );
  return [
    identity,
    workspace,
    ...(await vaultFindings(session, checks, facts, signal)),
    await checkDatastore(session, checks.datastore, signal),
    ...(await computeFindings(session, checks, facts, signal)),
  ];
}

const withoutIdentity = (check: string): Finding => skipped(check, 'nobody to ask as');

function judgeWorkspace({ workspace }: AmlSession, facts: WorkspaceFacts): Omit<Finding, 'check'> {
  const { region, state, publicAccess, legacyMode } = facts;
  const detail = `${workspace.name} in ${region}, ${state}, public network access ${publicAccess}`;
  if (!legacyMode) return { verdict: state === 'Succeeded' ? 'ok' : 'warning', detail };
  return {
    verdict: 'warning',
    detail: `${detail}\nIts v1_legacy_mode is on: it takes v1 published pipelines (aml invoke) only, and refuses what submit, provision and publish send.`,
  };
}

async function vaultFindings(
  session: AmlSession,
  { keyVault, secrets }: Checks,
  facts: WorkspaceFacts | null,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const vault = keyVault ?? facts?.vault ?? null;
  if (vault !== null) return checkVault(session, vault, secrets, signal);
  return [
    skipped('key vault', facts === null ? 'the workspace did not say which' : 'the workspace has none'),
  ];
}

async function computeFindings(
  session: AmlSession,
  { compute }: Checks,
  workspace: WorkspaceFacts | null,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  if (compute === null) return [skipped('compute', '--compute names none'), skipped('quota', 'no compute')];
  const { finding, facts } = await inspect(
    'compute',
    signal,
    () => readCompute(session, compute, signal),
    judgeCompute,
  );
  if (facts === null || workspace === null) return [finding, skipped('quota', 'compute or region unknown')];
  return [finding, await checkQuota(session, workspace.region, facts, signal)];
}
