import type { MiniBatchContext } from '../../contract/mini-batch.ts';
import type { HostFactory } from './worker-host.ts';

/** Worker processes whose `run()` gets parts of the context from another job, such as the index that AML gave the mini-batch. */
export function withContext(hosts: HostFactory, other: MiniBatchContext): HostFactory {
  return {
    start(processNumber, node) {
      const host = hosts.start(processNumber, node);
      return {
        init: (signal) => host.init(signal),
        run: (miniBatch, context, signal) => host.run(miniBatch, { ...context, ...other }, signal),
        shutdown: (signal) => host.shutdown(signal),
        kill: () => host.kill(),
        get alive() {
          return host.alive;
        },
        exited: host.exited,
      };
    },
  };
}
