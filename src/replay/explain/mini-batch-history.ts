import type { LeftEvent } from '../journal/events.ts';
import { readJournal } from '../journal/read-journal.ts';

/** What the journal of a replay tells of one mini-batch. */
export interface MiniBatchHistory {
  /** Why attempts failed, in their order. */
  readonly failures: readonly { readonly attempt: number; readonly reason: string }[];
  /** Rows of attempts that do not count. */
  readonly left: readonly Pick<LeftEvent, 'attempt' | 'cause' | 'rows' | 'torn'>[];
  /** Of the attempt that counts; null when there is none. */
  readonly processed: { readonly rows: number; readonly items: number } | null;
}

const NOTHING: MiniBatchHistory = { failures: [], left: [], processed: null };

/** The histories of these mini-batches, and of those of which a torn row is left. */
export async function readHistories(
  journal: string,
  wanted: ReadonlySet<number>,
): Promise<ReadonlyMap<number, MiniBatchHistory>> {
  const histories = new Map<number, MiniBatchHistory>();
  for await (const { event } of readJournal(journal)) {
    if (!('index' in event) || !(wanted.has(event.index) || (event.event === 'left' && event.torn))) continue;
    const before = histories.get(event.index) ?? NOTHING;
    if (event.event === 'failed')
      histories.set(event.index, { ...before, failures: [...before.failures, event] });
    else if (event.event === 'left') histories.set(event.index, { ...before, left: [...before.left, event] });
    else histories.set(event.index, { ...before, processed: event });
  }
  return histories;
}
