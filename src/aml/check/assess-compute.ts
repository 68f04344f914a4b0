import { AzureError } from '../../azure/azure-error.ts';
import type { Found } from '../../checks/step-runner.ts';
import type { ComputeFacts } from './compute-facts.ts';

/** Assesses whether a job can run on the compute. */
export function assessCompute(value: ComputeFacts): Found<ComputeFacts> {
  const { name, provisioningState, errors, type, identity, minNodes } = value;
  const state = describe(value);
  const unusable = (detail: string): Found<ComputeFacts> => ({
    value,
    detail,
    failure: new AzureError('compute_unusable', detail),
  });
  if (provisioningState !== 'Succeeded' || errors.length > 0) {
    const advice = 'Look at it in the studio, or make another with aml provision.';
    return unusable([state, ...errors, advice].join('\n'));
  }
  if (type !== 'AmlCompute' && type !== 'Kubernetes') {
    return unusable(`${name} is of the type ${type}: a parallel job needs a cluster (AmlCompute).`);
  }
  const traps = [
    ...(identity === null
      ? ['It has no managed identity: its jobs cannot read secrets from the key vault.']
      : []),
    ...(minNodes !== null && minNodes > 0 ? [`${minNodes} nodes are always running and billed.`] : []),
  ];
  return { value, detail: [state, ...traps].join('\n'), warning: traps.length > 0 };
}

function describe(facts: ComputeFacts): string {
  const { name, type, vmSize, lowPriority, provisioningState, allocationState, identity } = facts;
  const { currentNodes, minNodes, maxNodes } = facts;
  const parts = [
    `${name}: ${provisioningState}`,
    allocationState,
    vmSize === null ? type : `${vmSize}${lowPriority ? ', low priority' : ''}`,
    maxNodes === null ? null : `${currentNodes ?? '?'} nodes now, ${minNodes ?? 0} to ${maxNodes}`,
    identity === null ? null : `identity ${identity}`,
  ];
  return parts.filter((part) => part !== null).join(', ');
}
