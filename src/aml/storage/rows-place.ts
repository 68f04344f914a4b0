import { posix } from 'node:path';
import { FAILED_ITEMS_FOLDER } from '../../rows/failed-items-file.ts';

/** Where a job has its rows in a container. */
export interface RowsPlace {
  /** The name of the file of rows. */
  readonly file: string;
  /** The folder of the file with a slash at its end; empty at the top of the container. */
  readonly parent: string;
  /** The folders, with a slash at their end, and files that hold what the job wrote. */
  readonly parts: readonly string[];
}

/**
 * A job has a folder of its own, which holds its rows and failed items; at the top of a container, all that others have there
 * lies beside them.
 *
 * @param path of the rows, without slashes at its ends
 */
export function toRowsPlace(path: string): RowsPlace {
  const file = posix.basename(path);
  const parent = path.slice(0, path.length - file.length);
  return { file, parent, parts: parent === '' ? [file, `${FAILED_ITEMS_FOLDER}/`] : [parent] };
}
