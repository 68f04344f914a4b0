import type { JsonObject } from '../../contract/is-record.ts';
import { jsonBody, listAt, numberAt, textAt } from '../../azure/rest/json-body.ts';
import type { WorkspaceFacts } from '../../azure/read-workspace.ts';
import { type StepOutcome, type Found, runStep, skipStep, type StepTools } from '../../checks/step-runner.ts';
import { armRequest, type AmlSession, ROLES } from '../aml-session.ts';
import { regionId } from '../workspace-paths.ts';
import type { ComputeFacts } from './compute-facts.ts';

/**
 * Checks the quota of cores for the compute's maximum number of nodes. A family's usage is found by its name
 * (`standardDSv2Family` is `Standard DSv2 Family Cluster Dedicated vCPUs`).
 *
 * https://learn.microsoft.com/rest/api/azureml/usages/list,
 * https://learn.microsoft.com/rest/api/azureml/virtual-machine-sizes/list
 */
export async function checkQuota(
  session: AmlSession,
  workspace: StepOutcome<WorkspaceFacts>,
  compute: StepOutcome<ComputeFacts>,
  tools: StepTools,
): Promise<void> {
  if (compute.ok && !isCluster(compute.value)) {
    skipStep(tools, 'Quota', `${compute.value.name} is not a cluster of virtual machines`);
    return;
  }
  await runStep(tools, 'Quota', [workspace, compute], async ({ region }, facts) => ({
    value: null,
    ...(await findQuota(session, region, facts, tools.signal)),
  }));
}

const isCluster = ({ vmSize, maxNodes }: ComputeFacts): boolean => vmSize !== null && maxNodes !== null;

type Quota = Pick<Found<null>, 'detail' | 'warning'>;

async function findQuota(
  session: AmlSession,
  region: string,
  { vmSize, maxNodes, currentNodes, lowPriority }: ComputeFacts,
  signal: AbortSignal,
): Promise<Quota> {
  const size = await findSize(session, region, vmSize ?? '', signal);
  if (size === null) return { warning: true, detail: `${region} lists no ${vmSize}: its quota is unknown` };
  const usages = await list(session, region, 'usages', 'Quotas cannot be read', signal);
  const wanted = plain(`${size.family}Cluster${lowPriority ? 'LowPriority' : 'Dedicated'}vCPUs`);
  const usage = usages.find((one) => isFamily(one) && plain(textAt(one, 'name', 'value') ?? '') === wanted);
  return usage === undefined
    ? { warning: true, detail: `no usage is listed for the family ${size.family} in ${region}` }
    : assessQuota(usage, size.cores * (maxNodes ?? 0), size.cores * (currentNodes ?? 0));
}

function assessQuota(usage: JsonObject, wanted: number, ours: number): Quota {
  const [used, limit] = [numberAt(usage, 'currentValue') ?? 0, numberAt(usage, 'limit') ?? 0];
  const name = textAt(usage, 'name', 'value') ?? 'vCPUs';
  if (limit === -1) return { detail: `${name}: ${used} in use, no separate limit` };
  const detail = `${name}: ${used} of ${limit} in use, ${wanted} for all nodes of the compute`;
  if (used - ours + wanted <= limit) return { detail };
  return {
    warning: true,
    detail: `${detail}\nThe cluster cannot grow to its maximum number of nodes; request more quota in the studio, or lower the maximum.`,
  };
}

async function findSize(session: AmlSession, region: string, name: string, signal: AbortSignal) {
  const sizes = await list(session, region, 'vmSizes', 'Sizes of virtual machines cannot be read', signal);
  const size = sizes.find((one) => textAt(one, 'name')?.toLowerCase() === name.toLowerCase());
  const [family, cores] = [textAt(size, 'family'), numberAt(size, 'vCPUs')];
  return family === null || cores === null ? null : { family, cores };
}

async function list(
  session: AmlSession,
  region: string,
  what: 'usages' | 'vmSizes',
  failing: string,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const id = regionId(session.workspace, region, what);
  const request = armRequest(session, 'GET', id, { failing, role: ROLES.quota });
  return listAt(jsonBody(await session.client.send(request, signal), request), 'value');
}

/** Usages of one workspace or compute are listed under the same names. */
function isFamily(usage: JsonObject): boolean {
  return /\/vmFamily\/usages$/i.test(textAt(usage, 'type') ?? '');
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
