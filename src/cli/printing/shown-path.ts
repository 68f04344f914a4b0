import { relative } from 'node:path';
import { isBelow } from '../../images/partition.ts';

/** A path as it is shown to somebody in `folder`: relative below it, else as it is. Both are absolute. */
export function shownPath(path: string, folder: string): string {
  return isBelow(path, folder) ? relative(folder, path) : path;
}
