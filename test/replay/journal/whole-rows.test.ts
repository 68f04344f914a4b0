import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { type JournalEvent, toJournalLine } from '../../../src/replay/journal/events.ts';
import { wholeRows } from '../../../src/replay/journal/whole-rows.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const TEXTS = ['a\n', 'é\nü\n', '', 'last\n'];
const ROWS = TEXTS.join('');

const events = TEXTS.map((text, index): JournalEvent => {
  const offset = Buffer.byteLength(TEXTS.slice(0, index).join(''));
  const bytes = Buffer.byteLength(text);
  const place = { process: 1, started: 0, ended: 0, offset, bytes, crc: crc32(text) };
  return { event: 'appended', index, items: 1, rows: 1, ...place };
});
const lines = events.map(toJournalLine);

let journal = '';
let rows = '';

beforeEach(async () => {
  const folder = await temporaryFolder();
  journal = join(folder, 'journal');
  rows = join(folder, 'rows');
});

/** Mini-batches whose texts, in this order, are whole in so many bytes. */
function whole(texts: readonly string[], bytes: number): number {
  const cuts = texts.map((_, index) => Buffer.byteLength(texts.slice(0, index + 1).join('')));
  const firstCut = cuts.findIndex((end) => end > bytes);
  return firstCut === -1 ? texts.length : firstCut;
}

describe('a crash', () => {
  it('after any byte of the journal leaves the mini-batches of its whole lines', async () => {
    const content = Buffer.from(lines.join(''));
    await writeFile(rows, ROWS);
    for (let bytes = 0; bytes <= content.length; bytes += 1) {
      await writeFile(journal, content.subarray(0, bytes));
      const expected = whole(lines, bytes);
      expect(await wholeRows(journal, rows)).toEqual({
        journalBytes: Buffer.byteLength(lines.slice(0, expected).join('')),
        rowBytes: Buffer.byteLength(TEXTS.slice(0, expected).join('')),
        miniBatches: expected,
        sorted: false,
      });
    }
  });

  it('after any byte of the rows leaves the mini-batches that are whole', async () => {
    const content = Buffer.from(ROWS);
    await writeFile(journal, lines.join(''));
    for (let bytes = 0; bytes <= content.length; bytes += 1) {
      await writeFile(rows, content.subarray(0, bytes));
      expect((await wholeRows(journal, rows)).miniBatches).toBe(whole(TEXTS, bytes));
    }
  });

  it('that left zeros or other bytes in the middle leaves what is before them', async () => {
    const content = Buffer.from(ROWS);
    for (let damaged = 0; damaged < content.length; damaged += 1) {
      const copy = Buffer.from(content);
      copy[damaged] = 0;
      await writeFile(journal, lines.join(''));
      await writeFile(rows, copy);
      expect((await wholeRows(journal, rows)).miniBatches).toBe(whole(TEXTS, damaged));
      await writeFile(journal, `${lines[0]}${'\0'.repeat(20)}\n${lines[1]}`);
      await writeFile(rows, content);
      expect((await wholeRows(journal, rows)).miniBatches).toBe(1);
    }
  });
});

describe('rows that were being sorted', () => {
  const sorted = 'last\na\n';
  const sortedLine = toJournalLine({ event: 'sorted', bytes: 7, crc: crc32(sorted) });

  it('are whole when the sorted file has taken their place', async () => {
    await writeFile(journal, lines.join('') + sortedLine);
    await writeFile(rows, sorted);
    expect(await wholeRows(journal, rows)).toMatchObject({ miniBatches: 4, rowBytes: 7, sorted: true });
  });

  it('are to be sorted again when it has not', async () => {
    await writeFile(journal, lines.join('') + sortedLine);
    await writeFile(rows, ROWS);
    expect(await wholeRows(journal, rows)).toMatchObject({
      journalBytes: Buffer.byteLength(lines.join('')),
      miniBatches: 4,
      sorted: false,
    });
  });
});
