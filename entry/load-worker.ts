import { unexplainedLimit } from '../src/files/machine-error.ts';
import type { WorkerFactory } from '../src/worker/worker.ts';

/** Creates the worker from modules that are loaded first here, so that a limit of descriptors fails `init()` in one sentence. */
export const loadWorker: WorkerFactory = async (argv, environment) => {
  try {
    const { createWorker } = await import('../src/worker/create-worker.ts');
    return await createWorker(argv, environment);
  } catch (error) {
    throw unexplainedLimit(error) ?? error;
  }
};
