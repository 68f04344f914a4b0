import { WorkerError } from '../../contract/errors.ts';

/** Rows could not be appended: the disk is full, the folder has gone, … The file holds whole mini-batches. */
export class AppendError extends WorkerError {
  readonly fault = 'transient';

  constructor(file: string, cause: unknown) {
    super(
      'rows_not_appended',
      `cannot append to ${file}: ${cause instanceof Error ? cause.message : String(cause)}. ` +
        'What it holds are whole mini-batches; free space or choose another --output, then replay again',
      { cause },
    );
  }
}
