import { WorkerError } from '../../../contract/errors.ts';

/** A model cannot be installed; the message says why and what to do. */
export class ModelError extends WorkerError {
  readonly fault = 'transient';

  constructor(message: string, options?: ErrorOptions) {
    super('model_not_installed', message, options);
  }
}
