import type { HostFactory } from '../host/worker-host.ts';
import { FaultyHost, type InjectionPorts } from './faulty-host.ts';
import type { InjectionScript } from './injection.ts';

/** Worker processes with the faults of a script. */
export function faultyHosts(hosts: HostFactory, script: InjectionScript, ports: InjectionPorts): HostFactory {
  const living = new Set<FaultyHost>();
  const loseNode = (): void => {
    for (const host of living) host.kill();
  };
  return {
    start(processNumber) {
      const host = new FaultyHost(hosts.start(processNumber), { processNumber, script, loseNode, ...ports });
      living.add(host);
      void host.exited.then(() => living.delete(host));
      return host;
    },
  };
}
