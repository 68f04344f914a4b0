import { TransientError } from '../contract/errors.ts';

/** The storage that holds a file failed in a way that often passes. */
export class StorageError extends TransientError {
  constructor(message: string, options?: ErrorOptions) {
    super('storage_unavailable', message, options);
  }
}

/**
 * A read did not return. Node cannot take back the thread that waits for it and has few of them, so this process
 * should end and another one should go on.
 */
export class HangingReadError extends StorageError {}
