import { toDisplayPath } from '../../files/file-system-path.ts';
import { listedFiles } from './task-file.ts';

const NAMED = 3;

/**
 * How the input differs between two files of mini-batches: `2 files added (/in/a.jpg, /in/b.jpg)`, a text for each kind
 * of change. Keeps the earlier one in memory.
 */
export async function describeInputChanges(earlier: string, now: string): Promise<string[]> {
  /** Null for a file that was found again, which may be in several mini-batches. */
  const before = new Map<string, string | null>();
  const changes: Record<'added' | 'removed' | 'changed', string[]> = { added: [], removed: [], changed: [] };
  for await (const files of listedFiles(earlier)) {
    for (const { path, size, modified } of files) before.set(path, `${size} ${modified}`);
  }
  for await (const files of listedFiles(now)) {
    for (const { path, size, modified } of files) {
      const state = before.get(path);
      if (state === undefined) changes.added.push(path);
      else if (state !== null && state !== `${size} ${modified}`) changes.changed.push(path);
      before.set(path, null);
    }
  }
  for (const [path, state] of before) if (state !== null) changes.removed.push(path);
  const texts = Object.entries(changes).flatMap(([kind, paths]) => describe(kind, paths));
  return texts.length > 0 ? texts : ['the same files are in another order'];
}

function describe(kind: string, paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const named = paths.slice(0, NAMED).map(toDisplayPath).join(', ');
  const more = paths.length > NAMED ? `, and ${paths.length - NAMED} more` : '';
  return [`${paths.length === 1 ? '1 file' : `${paths.length} files`} ${kind} (${named}${more})`];
}
