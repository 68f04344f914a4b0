import type { HostFactory } from '../host/worker-host.ts';
import { FaultyHost, type InjectionPorts } from './faulty-host.ts';
import type { InjectionScript } from './injection.ts';

/** Worker processes with the faults of a script. */
export function faultyHosts(hosts: HostFactory, script: InjectionScript, ports: InjectionPorts): HostFactory {
  /** The living ones with their nodes. */
  const living = new Map<FaultyHost, number>();
  return {
    start(processNumber, node = 0) {
      const loseNode = (): void => {
        for (const [host, ofHost] of living) if (ofHost === node) host.lose();
      };
      const host = new FaultyHost(hosts.start(processNumber, node), {
        processNumber,
        script,
        loseNode,
        ...ports,
      });
      living.set(host, node);
      void host.exited.then(() => living.delete(host));
      return host;
    },
  };
}
