import type { ComputeFacts } from './compute-facts.ts';
import type { Finding } from './finding.ts';

/** Can a job run there? */
export function judgeCompute(facts: ComputeFacts): Finding {
  const { name, provisioningState, errors, type, identity, minNodes } = facts;
  const state = describe(facts);
  const said = errors.length === 0 ? '' : `\n${errors.join('\n')}`;
  if (provisioningState !== 'Succeeded' || errors.length > 0) {
    return finding(
      'failed',
      `${state}${said}\nLook at it in the studio, or make another with aml provision.`,
    );
  }
  if (type !== 'AmlCompute' && type !== 'Kubernetes') {
    return finding('failed', `${name} is of the type ${type}: a parallel job needs a cluster (AmlCompute).`);
  }
  const traps = [
    ...(identity === null
      ? ['It has no managed identity: its jobs cannot read secrets from the key vault.']
      : []),
    ...(minNodes !== null && minNodes > 0 ? [`${minNodes} nodes run, and cost, all the time.`] : []),
  ];
  return traps.length === 0 ? finding('ok', state) : finding('warning', [state, ...traps].join('\n'));
}

function finding(verdict: Finding['verdict'], detail: string): Finding {
  return { check: 'compute', verdict, detail };
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
