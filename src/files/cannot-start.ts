import { WorkerError } from '../contract/errors.ts';
import { MachineError, unexplainedLimit } from './machine-error.ts';

/** A limit of the machine that is met before the command has begun its work. */
export class CannotStartError extends WorkerError {
  readonly fault = 'configuration';
}

/** @throws CannotStartError in place of a limit of the machine; other errors as they are */
export async function beforeStart<T>(preparation: Promise<T>): Promise<T> {
  try {
    return await preparation;
  } catch (error) {
    const limit = error instanceof MachineError ? error : unexplainedLimit(error);
    if (limit === null) throw error;
    throw new CannotStartError(limit.code, limit.message, { cause: error });
  }
}
