import type { JobPorts } from '../schedule/job-plan.ts';
import { faultyHosts } from './faulty-hosts.ts';
import type { InjectionPorts } from './faulty-host.ts';
import type { InjectionScript } from './injection.ts';

type Ports = Pick<JobPorts, 'hosts' | 'stop'>;

/**
 * The processes of a job with the faults of a script, and what stops it.
 *
 * @param resumed a replay that is continued is not preempted again, so that it comes to an end
 * @param leave puts rows of an attempt that does not count into the file of rows
 */
export function withInjections(
  { hosts, stop }: Ports,
  script: InjectionScript | null,
  resumed: boolean,
  leave: InjectionPorts['leave'],
): Ports {
  if (script === null) return { hosts, stop };
  const preemption = new AbortController();
  const run = script.run.filter(({ injection }) => !resumed || injection.fault !== 'preemption');
  return {
    hosts: faultyHosts(hosts, { ...script, run }, { leave, preempt: () => preemption.abort() }),
    stop: AbortSignal.any([stop, preemption.signal]),
  };
}
