import { fieldsAt, jsonBody, listAt, numberAt, textAt } from '../../azure/rest/json-body.ts';
import { armRequest, type AmlSession, ROLES } from '../aml-session.ts';
import { resourceId } from '../workspace-paths.ts';

export interface ComputeFacts {
  readonly name: string;
  readonly type: string;
  readonly provisioningState: string;
  readonly allocationState: string | null;
  readonly vmSize: string | null;
  readonly lowPriority: boolean;
  readonly currentNodes: number | null;
  readonly minNodes: number | null;
  readonly maxNodes: number | null;
  /** `SystemAssigned`, `UserAssigned`; null where the cluster has no identity of its own. */
  readonly identity: string | null;
  readonly errors: readonly string[];
}

/** https://learn.microsoft.com/rest/api/azureml/compute/get */
export async function readCompute(
  session: AmlSession,
  name: string,
  signal: AbortSignal,
): Promise<ComputeFacts> {
  const request = armRequest(session, 'GET', resourceId(session.workspace, 'computes', name), {
    failing: `Compute '${name}' cannot be read`,
    role: ROLES.read,
  });
  const body = jsonBody(await session.client.send(request, signal), request);
  const outer = fieldsAt(body, 'properties');
  const inner = fieldsAt(outer, 'properties');
  const identity = textAt(body, 'identity', 'type');
  return {
    name,
    type: textAt(outer, 'computeType') ?? 'unknown',
    provisioningState: textAt(outer, 'provisioningState') ?? 'unknown',
    allocationState: textAt(inner, 'allocationState'),
    vmSize: textAt(inner, 'vmSize'),
    lowPriority: textAt(inner, 'vmPriority') === 'LowPriority',
    currentNodes: numberAt(inner, 'currentNodeCount'),
    minNodes: numberAt(inner, 'scaleSettings', 'minNodeCount'),
    maxNodes: numberAt(inner, 'scaleSettings', 'maxNodeCount'),
    identity: identity === 'None' ? null : identity,
    errors: [...listAt(outer, 'provisioningErrors'), ...listAt(inner, 'errors')].map(
      ({ error }) => textAt(error, 'message') ?? textAt(error, 'code') ?? 'an error without a message',
    ),
  };
}
