import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type JournalEvent, toJournalLine } from '../../../src/replay/journal/events.ts';
import { rowsThatCount } from '../../../src/replay/journal/rows-that-count.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const text = fc.array(fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', 'ä', '車') }), {
  maxLength: 3,
});
/** What was written in turn: rows that count, and rows that do not, with or without a piece of one more. */
const writes = fc.array(
  fc.record({ counts: fc.boolean(), rows: text, piece: fc.constantFrom('', 'x', 'ö') }),
  {
    maxLength: 8,
  },
);

it('gives the rows that count, whatever is between them', async () => {
  const folder = await temporaryFolder();
  await fc.assert(
    fc.asyncProperty(writes, async (all) => {
      let bytes = Buffer.alloc(0);
      const events: JournalEvent[] = [];
      for (const { counts, rows, piece } of all) {
        const added = Buffer.from(rows.map((row) => `${row}\n`).join('') + (counts ? '' : piece));
        if (!counts) {
          const place = { offset: bytes.length, bytes: added.length, crc: 0 };
          const left = { index: 0, attempt: 1, cause: 'killed_while_writing', rows: 0, torn: false } as const;
          events.push({ event: 'left', ...left, ...place });
        }
        bytes = Buffer.concat([bytes, added]);
      }
      await writeFile(join(folder, 'rows'), bytes);
      await writeFile(join(folder, 'journal'), events.map(toJournalLine).join(''));
      const found: string[] = [];
      for await (const lines of rowsThatCount(join(folder, 'rows'), join(folder, 'journal')))
        found.push(...lines);
      expect(found).toEqual(all.flatMap(({ counts, rows }) => (counts ? rows : [])));
    }),
    { numRuns: 60 },
  );
});
