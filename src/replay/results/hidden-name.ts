import { basename, dirname, join } from 'node:path';

/** The names beside `file` that a replay uses while it appends, repairs or sorts. */
export const HIDDEN_SUFFIXES = ['a', 'b', 'new', 'repaired', 'sorted'] as const;

export function hiddenName(file: string, suffix: (typeof HIDDEN_SUFFIXES)[number]): string {
  return join(dirname(file), `.${basename(file)}.${suffix}`);
}
