import { readSync } from 'node:fs';
import { type FileHandle, open, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { syncFolder } from '../../files/sync-folder.ts';
import { hiddenName } from '../results/hidden-name.ts';
import type { JournalFile } from './journal-file.ts';
import { readJournal } from './read-journal.ts';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Replaces the file of rows by one with the same rows in the order of the mini-batches. The journal says so before it is
 * replaced, so that a crash leaves one file or the other, and it is known which.
 */
export async function sortRows(rows: string, journal: JournalFile, miniBatches: number): Promise<void> {
  const places = await findPlaces(journal.path, miniBatches);
  const sorted = hiddenName(rows, 'sorted');
  const input = await open(rows, 'r');
  try {
    const output = await open(sorted, 'w');
    try {
      const crc = await copyInOrder(input, output, places);
      await output.datasync();
      await journal.append({ event: 'sorted', bytes: (await stat(sorted)).size, crc });
    } finally {
      await output.close();
    }
  } finally {
    await input.close();
  }
  await rename(sorted, rows);
  await syncFolder(dirname(rows));
}

/** Offset and length of the rows of each mini-batch by its index, in turn: 16 bytes for each. */
async function findPlaces(journal: string, miniBatches: number): Promise<Float64Array> {
  const places = new Float64Array(2 * miniBatches);
  for await (const { event } of readJournal(journal)) {
    if (event.event === 'appended') places.set([event.offset, event.bytes], 2 * event.index);
  }
  return places;
}

/** @returns the checksum of all that was written */
async function copyInOrder(input: FileHandle, output: FileHandle, places: Float64Array): Promise<number> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let used = 0;
  let crc = 0;
  const flush = async (): Promise<void> => {
    const chunk = buffer.subarray(0, used);
    crc = crc32(chunk, crc);
    await output.writeFile(chunk);
    used = 0;
  };
  for (let place = 0; place < places.length; place += 2) {
    let [offset = 0, left = 0] = places.subarray(place, place + 2);
    while (left > 0) {
      if (used === buffer.length) await flush();
      const read = readSync(input.fd, buffer, used, Math.min(left, buffer.length - used), offset);
      if (read === 0) throw new Error('the file of rows is shorter than the journal says');
      used += read;
      offset += read;
      left -= read;
    }
  }
  await flush();
  return crc;
}
