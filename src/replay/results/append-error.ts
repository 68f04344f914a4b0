import { WorkerError } from '../../contract/errors.ts';

/** Rows could not be appended: the disk is full, the folder is gone, … The file holds complete mini-batches. */
export class AppendError extends WorkerError {
  readonly fault = 'transient';

  constructor(file: string, cause: unknown) {
    super(
      'rows_not_appended',
      `Cannot append rows to ${file}: ${cause instanceof Error ? cause.message : String(cause)}. ` +
        'It holds complete mini-batches only. Free space or choose another --output, then replay again.',
      { cause },
    );
  }
}
