import type { MiniBatch, MiniBatchContext } from '../src/contract/mini-batch.ts';
import { toMiniBatch, toMiniBatchContext } from '../src/contract/to-mini-batch.ts';
import { toArgv } from '../src/contract/to-request.ts';
import { neverAborted } from '../src/flow/abort.ts';
import { createSession } from '../src/worker/session.ts';
import type { WorkerFactory, WorkerEnvironment } from '../src/worker/worker.ts';

/** `init`, `run` and `shutdown` for Node programs that import the package, with AML's meaning. */
export interface EntryPoint {
  readonly init: (argv: readonly string[]) => Promise<void>;
  readonly run: (miniBatch: MiniBatch, context?: MiniBatchContext | null) => Promise<readonly string[]>;
  readonly shutdown: () => Promise<void>;
}

export function createEntryPoint(create: WorkerFactory, environment: WorkerEnvironment): EntryPoint {
  const session = createSession((argv) => create(argv, environment));
  return {
    init: async (argv) => void (await session.init(toArgv(argv))),
    run: async (miniBatch, context) =>
      session.run(toMiniBatch(miniBatch), toMiniBatchContext(context), neverAborted),
    shutdown: () => session.shutdown(),
  };
}
