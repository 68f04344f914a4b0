import { describe, expect, it } from 'vitest';
import { imageOfItem } from '../../src/batch/image-of-item.ts';
import type { Outcome } from '../../src/batch/outcome.ts';
import { settleUnfinished, type Unfinished } from '../../src/batch/settle-unfinished.ts';
import { RunTimeoutError } from '../../src/flow/run-timeout-error.ts';
import { toItems } from '../../src/images/item.ts';
import { itemsOf, readingOf } from '../support/items.ts';

const [done, late, later] = itemsOf(['/in/done.png', '/in/late.png', '/in/later.png']);
const succeeded: Outcome = {
  kind: 'read',
  item: done!,
  reading: readingOf('text'),
  sha256: 'ab'.repeat(32),
  durationMs: 5,
};
const unfinished = (item: typeof late, message: string): Unfinished => ({
  kind: 'unfinished',
  item: item!,
  error: new RunTimeoutError(message),
  sha256: 'cd'.repeat(32),
  durationMs: 7,
});
const LATE = [unfinished(late, 'It took too long.'), unfinished(later, 'It was not begun.')];

const settle = (number: number, outcomes: readonly (Outcome | Unfinished)[], kept = true) =>
  settleUnfinished(outcomes, { attempt: { number: async () => number }, maxAttempts: 3, kept });

describe('items that were not read in time', () => {
  it('are left to the next attempt, with what was done and what to change', async () => {
    const settling = settle(2, [LATE[0]!, succeeded, LATE[1]!]);
    await expect(settling).rejects.toBeInstanceOf(RunTimeoutError);
    await expect(settling).rejects.toMatchObject({
      message:
        '1 of 3 images were done before the time of the mini-batch ended, in attempt 2 of 3. The next attempt goes on from there. ' +
        'To need one attempt only, raise run_invocation_timeout, or make mini-batches smaller.',
      cause: LATE[0]!.error,
    });
  });

  it('are read and paid for again where there is no store, which is said', async () => {
    await expect(settle(1, LATE, false)).rejects.toThrow(
      'in attempt 1 of 3. There is no store, so the next attempt reads and pays for all images again; see --store. To need',
    );
  });

  it.each([3, 4])(
    'fail in attempt %d, and the others keep their outcomes in their places',
    async (number) => {
      const ofAll = `attempt ${number} of 3`;
      const outcomes = await settle(number, [LATE[0]!, succeeded, LATE[1]!]);
      expect(outcomes).toEqual([
        expect.objectContaining({ kind: 'failed', item: late, sha256: 'cd'.repeat(32), durationMs: 7 }),
        succeeded,
        expect.objectContaining({ kind: 'failed', item: later }),
      ]);
      expect(outcomes[0]).toMatchObject({
        error: {
          name: 'ItemError',
          code: LATE[0]!.error.code,
          message: `It took too long. This was ${ofAll}.`,
          cause: LATE[0]!.error,
        },
      });
    },
  );

  it('are not asked for where every item was read', async () => {
    const attempt = { number: () => Promise.reject(new Error('asked')) };
    const settling = settleUnfinished([succeeded], { attempt, maxAttempts: 3, kept: true });
    await expect(settling).resolves.toEqual([succeeded]);
  });
});

it('an image is known in every attempt by its path, its URL, or else its row', () => {
  const options = { inputPartition: null, inputRoot: '/in', imageColumn: 'image', inputFolders: [] };
  const table = [{ image: 'https://x.example/a.png?sig=x' }, { image: '/in/b.png' }, { image: null }];
  const [url, file, none] = toItems(table, options);
  expect([url, file].map((item) => imageOfItem(item!))).toEqual([
    'https://x.example/a.png?sig=x',
    '/in/b.png',
  ]);
  expect(imageOfItem(none!)).toBe(none!.key);
});
