import { WorkerError } from '../../contract/errors.ts';
import type { RowsVerifier } from './rows-verifier.ts';

/** A file of something else was given as a file of rows. */
export class NotRowsError extends WorkerError {
  readonly fault = 'configuration';
}

/**
 * @param verifier that has read the whole file
 * @throws NotRowsError for a file that has lines, but none that is a row
 */
export function rejectOtherFiles(file: string, { rows, broken }: RowsVerifier): void {
  const [first] = broken.kept;
  if (rows > 0 || first === undefined) return;
  throw new NotRowsError(
    'not_rows',
    `${file} has no row: line ${first.line} is ${first.problem}. Give a file of rows that the worker wrote, JSON Lines or CSV.`,
  );
}
