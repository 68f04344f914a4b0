import { describe, expect, it } from 'vitest';
import { explainMiniBatch } from '../../../src/replay/explain/explain-mini-batch.ts';
import type { MiniBatchHistory } from '../../../src/replay/explain/mini-batch-history.ts';

const GOOD: MiniBatchHistory = { failures: [], left: [], processed: { rows: 5, items: 5 } };
const failed = (...reasons: string[]) => reasons.map((reason, index) => ({ attempt: index + 1, reason }));
const explain = (history: MiniBatchHistory | undefined, duplicates: number, missing: number, torn = false) =>
  explainMiniBatch(3, history, { duplicates, missing }, torn);

describe('duplicated rows', () => {
  it('come of an acknowledgement that was lost', () => {
    const left = [{ attempt: 1, cause: 'lost_acknowledgement', rows: 5, torn: false }] as const;
    expect(explain({ ...GOOD, left }, 5, 0)).toEqual([
      'mini-batch 3: 5 duplicated rows: attempt 1 had written them all when its acknowledgement was lost, so the mini-batch was run again',
    ]);
  });

  it('come of a process that was killed while it wrote', () => {
    const left = [{ attempt: 2, cause: 'killed_while_writing', rows: 1, torn: false }] as const;
    expect(explain({ ...GOOD, left }, 1, 0)).toEqual([
      'mini-batch 3: 1 duplicated row: attempt 2 had written 1 row when it was killed; AML keeps them and runs the mini-batch again',
    ]);
  });

  it('otherwise come of run() itself', () => {
    expect(explain(GOOD, 1, 0)).toEqual(['mini-batch 3: 1 duplicated row: run() itself returned them twice']);
  });
});

describe('missing rows', () => {
  it.each<[string, MiniBatchHistory | undefined, boolean]>([
    ['it was not run before the job ended', undefined, false],
    [
      'no attempt succeeded, and attempt 2, the last that was made, failed (EntryScriptRunTimeout)',
      { ...GOOD, processed: null, failures: failed('ProcessDied', 'EntryScriptRunTimeout') },
      true,
    ],
    [
      'run() returned 3 rows for 5 items; what is missing is a failed item, which AML does not try again',
      { ...GOOD, processed: { rows: 3, items: 5 }, failures: failed('ProcessDied') },
      false,
    ],
    ['its row is joined to one that was cut when a process was killed', GOOD, true],
    [
      'run() returned enough rows, but not of these; AML counts rows and does not compare them with items',
      GOOD,
      false,
    ],
  ])('are explained: %s', (reason, history, torn) => {
    expect(explain(history, 0, 2, torn)).toEqual([`mini-batch 3: 2 images without a row: ${reason}`]);
  });
});

it('a broken line is the piece of a row that was cut', () => {
  const left = [{ attempt: 1, cause: 'killed_while_writing', rows: 0, torn: true }] as const;
  expect(explain({ ...GOOD, left }, 0, 0)).toEqual([
    'mini-batch 3: a broken line: attempt 1 was killed in the middle of a row, and the row after it is joined to that piece',
  ]);
});
