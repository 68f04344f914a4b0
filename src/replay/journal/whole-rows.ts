import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import type { AppendedEvent, SortedEvent } from './events.ts';
import { readJournal } from './read-journal.ts';

const CHUNK_BYTES = 1024 * 1024;

/** How far a journal and a file of rows agree. */
export interface WholeRows {
  /** Bytes of the journal. */
  readonly journalBytes: number;
  /** Bytes of the rows. */
  readonly rowBytes: number;
  /** Mini-batches in these rows. */
  readonly miniBatches: number;
  /** The rows are in the order of the mini-batches, and all are there. */
  readonly sorted: boolean;
}

/**
 * Follows a journal as long as the rows of which it tells are in the file, every byte. A crash may have cut either of
 * them anywhere; what lies behind the last mini-batch that both hold never happened.
 *
 * @param rows a file that may not exist
 */
export async function wholeRows(journal: string, rows: string): Promise<WholeRows> {
  const handle = await open(rows, 'r').catch(() => null);
  try {
    return await follow(journal, handle);
  } finally {
    await handle?.close();
  }
}

async function follow(journal: string, rows: FileHandle | null): Promise<WholeRows> {
  const sorted = await findSorted(journal);
  if (sorted !== null && (await isSorted(rows, sorted.event))) return sorted.whole;
  const whole = { journalBytes: 0, rowBytes: 0, miniBatches: 0, sorted: false };
  for await (const { event, end } of readJournal(journal)) {
    // The sorted file is not there, so it is still to be made.
    if (event.event === 'sorted' || event.event === 'ended') break;
    if (event.event === 'appended' || event.event === 'left') {
      if (!(await holds(rows, event))) break;
      whole.rowBytes += event.bytes;
      whole.miniBatches += 1;
    }
    whole.journalBytes = end;
  }
  return whole;
}

async function findSorted(journal: string): Promise<{ event: SortedEvent; whole: WholeRows } | null> {
  let miniBatches = 0;
  for await (const { event, end } of readJournal(journal)) {
    if (event.event === 'appended') miniBatches += 1;
    if (event.event !== 'sorted') continue;
    return { event, whole: { journalBytes: end, rowBytes: event.bytes, miniBatches, sorted: true } };
  }
  return null;
}

async function isSorted(rows: FileHandle | null, { bytes, crc }: SortedEvent): Promise<boolean> {
  if ((await rows?.stat())?.size !== bytes) return false;
  return await holds(rows, { offset: 0, bytes, crc });
}

async function holds(
  rows: FileHandle | null,
  { offset, bytes, crc }: Pick<AppendedEvent, 'offset' | 'bytes' | 'crc'>,
): Promise<boolean> {
  if (bytes === 0) return true;
  if (rows === null) return false;
  const buffer = Buffer.allocUnsafe(Math.min(bytes, CHUNK_BYTES));
  let found = 0;
  for (let done = 0; done < bytes;) {
    const { bytesRead } = await rows.read(buffer, 0, Math.min(buffer.length, bytes - done), offset + done);
    if (bytesRead === 0) return false;
    found = crc32(buffer.subarray(0, bytesRead), found);
    done += bytesRead;
  }
  return found === crc;
}
