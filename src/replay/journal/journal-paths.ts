import { join } from 'node:path';

/** The folder in the output folder that a replay is continued from. */
export const JOURNAL_FOLDER = 'journal';

/** The files of the folder, for an output folder. */
export function journalPaths(output: string) {
  const folder = join(output, JOURNAL_FOLDER);
  return {
    folder,
    events: join(folder, 'events.jsonl'),
    /** The mini-batches with their files. */
    input: join(folder, 'input.jsonl'),
    /** The mini-batches as they are now, to compare. */
    inputNow: join(folder, 'input.now.jsonl'),
  };
}
