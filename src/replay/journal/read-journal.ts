import { stat } from 'node:fs/promises';
import { readLines } from '../../report/verify/read-lines.ts';
import { type JournalEvent, parseJournalLine } from './events.ts';

/** An event and where its line ends in the journal, in bytes. */
export interface JournalEntry {
  readonly event: JournalEvent;
  readonly end: number;
}

/** The events of a journal up to the first line that is torn or damaged; none when there is no journal. */
export async function* readJournal(file: string): AsyncGenerator<JournalEntry> {
  let end = 0;
  try {
    const { size } = await stat(file);
    for await (const lines of readLines(file, new AbortController().signal)) {
      for (const line of lines) {
        const event = parseJournalLine(line.toString());
        end += line.length + 1;
        if (event === null || end > size) return;
        yield { event, end };
      }
    }
  } catch (error) {
    if (!['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
