import { WorkerError } from '../../contract/errors.ts';
import { systemErrorOf, systemErrorText } from '../../files/system-error.ts';

/** Rows could not be appended: the disk is full, the folder is gone, … The file holds complete mini-batches. */
export class AppendError extends WorkerError {
  readonly fault = 'transient';

  constructor(file: string, cause: unknown) {
    const system = systemErrorOf(cause);
    const message = cause instanceof Error ? cause.message : String(cause);
    const reason = system === null ? message : systemErrorText(system);
    super(
      'rows_not_appended',
      `Cannot append rows to ${file}: ${reason}; it holds complete mini-batches only: free space, then continue with --resume.`,
      { cause },
    );
  }
}
