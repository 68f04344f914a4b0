import type { Started } from './events.ts';
import { readJournal } from './read-journal.ts';

/** How far a replay came, as its journal says. */
export interface JournalState {
  readonly started: Started;
  /** The process that ran it last. */
  readonly owner: string;
  readonly ended: boolean;
  /** Mini-batches that are processed; a failed one may be tried again. */
  readonly processed: number;
}

/** @returns null when nothing was begun that could be continued */
export async function readJournalState(journal: string): Promise<JournalState | null> {
  let state: JournalState | null = null;
  for await (const { event } of readJournal(journal)) {
    if (event.event === 'started') state = { started: event, owner: event.owner, ended: false, processed: 0 };
    if (state === null) return null;
    if (event.event === 'resumed') state = { ...state, owner: event.owner };
    if (event.event === 'appended' || event.event === 'counted')
      state = { ...state, processed: state.processed + 1 };
    if (event.event === 'ended') state = { ...state, ended: true };
  }
  return state;
}
