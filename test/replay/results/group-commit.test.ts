import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { GroupCommit } from '../../../src/replay/results/group-commit.ts';

it('commits in order what is added, each item once, and fails those that are not committed and no others', async () => {
  const pauses = fc.array(fc.boolean(), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(pauses, fc.nat({ max: 8 }), async (pausesBefore, commitsThatWork) => {
      const committed: number[] = [];
      let left = commitsThatWork;
      const commits = new GroupCommit<number>(async (items) => {
        await setImmediate();
        left -= 1;
        if (left < 0) throw new Error('full');
        committed.push(...items);
      });
      const added: Promise<void>[] = [];
      for (const [item, pause] of pausesBefore.entries()) {
        if (pause) await setImmediate();
        const adding = commits.add(item);
        adding.catch(() => {});
        added.push(adding);
      }
      const settled = await Promise.allSettled(added);
      const known = settled.flatMap(({ status }, item) => (status === 'fulfilled' ? [item] : []));
      expect(committed).toEqual(known);
      expect(known).toEqual(known.map((_, place) => place));
      await expect(commits.done().then(() => 'done', String)).resolves.toBe(
        known.length === added.length ? 'done' : 'Error: full',
      );
    }),
  );
});
