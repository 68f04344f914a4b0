import pLimit from 'p-limit';
import { ContractError } from '../contract/errors.ts';
import type { Worker } from './worker.ts';

/** `init`, `run`, `shutdown` as AML calls them, over at most one worker at a time. */
export interface Session {
  /**
   * A second call closes the first worker. After a failed one there is no worker.
   *
   * @returns what the host has to know of the worker
   */
  init(argv: readonly string[]): Promise<Pick<Worker, 'goesOn' | 'runLimitMs'>>;
  /** @throws ContractError before `init` has succeeded and after `shutdown` */
  readonly run: Worker['run'];
  /** Without a worker it does nothing. */
  shutdown(): Promise<void>;
}

export function createSession(create: (argv: readonly string[]) => Promise<Worker>): Session {
  const oneAtATime = pLimit(1);
  let worker: Worker | null = null;

  async function close(): Promise<void> {
    const closing = worker;
    worker = null;
    await closing?.shutdown();
  }

  return {
    init: (argv) =>
      oneAtATime(async () => {
        await close();
        worker = await create(argv);
        return worker;
      }),
    async run(...call) {
      if (worker === null) {
        throw new ContractError(
          'not_initialised',
          'run() was called while there is no worker: init() must be called, and succeed, before run()',
        );
      }
      return worker.run(...call);
    },
    shutdown: () => oneAtATime(close),
  };
}
