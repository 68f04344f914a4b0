import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Suspects } from '../../src/batch/suspects.ts';
import { noStore } from '../../src/store/reading-store.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import { Attempts } from '../../src/batch/attempts.ts';
import { type AttemptTools, readAttempt } from '../../src/batch/read-attempt.ts';
import { TransientError } from '../../src/contract/errors.ts';
import { HangingReadError, StorageError } from '../../src/files/storage-error.ts';
import { systemClock } from '../../src/flow/clock.ts';
import { ByteBudget } from '../../src/flow/byte-budget.ts';
import { RejectionWatch } from '../../src/flow/rejection-watch.ts';
import { createSlots } from '../../src/flow/slots.ts';
import { neverEnding, scopeUntil, type TimeScope } from '../../src/flow/time-scope.ts';
import { RunTimeoutError } from '../../src/flow/run-timeout-error.ts';
import { contentOf, itemsOf, readingOf } from '../support/items.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MINI_BATCH = ['/in/a.png', '/in/b.png', '/in/c.png'];

const eio = (path: string): StorageError =>
  new StorageError(`"${path}" cannot be read: its storage reported i/o error (EIO).`);

interface Reads {
  readonly scope: TimeScope;
  readonly read: AttemptTools['engine']['read'];
}

/** A process of a run. An attempt ends in what became of each image, or in `again` when `run` raises. */
function startProcess(folder: string | null, { maxAttempts = 3, runId = 'run' } = {}) {
  const attempts = new Attempts({ folder, runId, maxAttempts, clock: systemClock, store: noStore });
  return async (
    errors: Readonly<Record<string, Error>>,
    miniBatch = MINI_BATCH,
    { scope = neverEnding(), read = async () => readingOf() }: Partial<Reads> = {},
  ): Promise<string[]> => {
    const tools = {
      attempts,
      engine: { read },
      load: async (item: Parameters<typeof contentOf>[0]) => {
        const error = errors[item.key];
        if (error !== undefined) throw error;
        return contentOf(item);
      },
      slots: { images: createSlots(3), bytes: new ByteBudget(1e6), items: createSlots(1000) },
      watch: new RejectionWatch(),
      suspects: new Suspects(noStore, '', silentLogger),
      now: () => systemClock.now(),
    };
    try {
      const outcomes = await readAttempt(itemsOf(miniBatch), tools, scope, false);
      return outcomes.map((outcome) => (outcome.kind === 'failed' ? outcome.error.message : outcome.kind));
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      return error instanceof RunTimeoutError ? [error.message] : ['again'];
    }
  };
}

const A_AND_C = { '/in/a.png': eio('/in/a.png'), '/in/c.png': eio('/in/c.png') };
const givenUp = (path: string) =>
  `"${path}" cannot be read: its storage reported i/o error (EIO), in attempt 3 of 3.`;

describe.each(['no folder that processes share', 'a folder that cannot be written', 'a folder'])(
  'with %s',
  (kind) => {
    async function openFolder(): Promise<string | null> {
      if (kind === 'no folder that processes share') return null;
      const folder = join(await temporaryFolder(), 'attempts');
      if (kind !== 'a folder') await writeFile(folder, 'a file');
      return folder;
    }

    it('storage that fails is raised until the last attempt, which blames each of its images', async () => {
      const run = startProcess(await openFolder());
      expect(await run(A_AND_C)).toEqual(['again']);
      expect(await run(A_AND_C)).toEqual(['again']);
      expect(await run(A_AND_C)).toEqual([givenUp('/in/a.png'), 'read', givenUp('/in/c.png')]);
    });

    it('attempts count from the start again after a mini-batch that was read', async () => {
      const run = startProcess(await openFolder());
      expect([await run(A_AND_C), await run(A_AND_C)]).toEqual([['again'], ['again']]);
      expect(await run({})).toEqual(['read', 'read', 'read']);
      expect(await run(A_AND_C)).toEqual(['again']);
    });

    it('attempts that failed for another reason count', async () => {
      const run = startProcess(await openFolder());
      const down = { '/in/b.png': new TransientError('busy', 'The service is down.') };
      expect([await run(down), await run(down)]).toEqual([['again'], ['again']]);
      expect(await run(A_AND_C)).toContain(givenUp('/in/a.png'));
    });
  },
);

describe('the attempts of all processes of a run', () => {
  it('count, and those of another run or mini-batch do not', async () => {
    const folder = join(await temporaryFolder(), 'attempts');
    expect(await startProcess(folder)(A_AND_C)).toEqual(['again']);
    expect(await startProcess(folder, { runId: 'another' })(A_AND_C)).toEqual(['again']);
    expect(await startProcess(folder)(A_AND_C, ['/in/a.png'])).toEqual(['again']);
    expect(await startProcess(folder)(A_AND_C)).toEqual(['again']);
    expect(await startProcess(folder)(A_AND_C)).toContain(givenUp('/in/a.png'));
  });

  it('leave nothing once the mini-batch is settled', async () => {
    const folder = join(await temporaryFolder(), 'attempts');
    await mkdir(folder);
    for (let attempt = 1; attempt <= 3; attempt += 1) await startProcess(folder)(A_AND_C);
    expect(await readdir(folder)).toEqual([]);
  });
});

it('the only attempt is the last', async () => {
  const run = startProcess(null, { maxAttempts: 1 });
  expect(await run(A_AND_C)).toContainEqual(expect.stringContaining('in attempt 1 of 1.'));
});

it('storage that hangs is the failure of the image in the last attempt as well', async () => {
  const run = startProcess(null, { maxAttempts: 1 });
  const hanging = { '/in/a.png': new HangingReadError('"/in/a.png" cannot be read: no response for 30 s.') };
  expect(await run(hanging)).toContainEqual(expect.stringContaining('for 30 s, in attempt 1 of 1.'));
});

it('a machine that has no more of something is never the failure of an image', async () => {
  const run = startProcess(null, { maxAttempts: 1 });
  const busy = { '/in/a.png': new TransientError('machine_exhausted', 'too many open files (EMFILE).') };
  expect([await run(busy), await run(busy)]).toEqual([['again'], ['again']]);
});

describe('what the engine is told of another attempt that goes on', () => {
  /** What it is told in each attempt at one image. */
  async function told(attempts: number, { maxAttempts = 3, resumes = true, deadline = 1000 } = {}) {
    const run = startProcess(null, { maxAttempts });
    const answers: boolean[] = [];
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      await run({}, ['/in/a.png'], {
        scope: scopeUntil(deadline, undefined, () => resumes),
        read: async (_, scope) => {
          await setImmediate();
          answers.push(scope.resumes());
          throw new TransientError('busy', 'try later');
        },
      });
    }
    return answers;
  }

  it('holds in all attempts but the last', async () => {
    expect(await told(4)).toEqual([true, true, false, false]);
    expect(await told(1, { maxAttempts: 1 })).toEqual([false]);
  });

  it('never holds where nothing is kept', async () => {
    expect(await told(3, { resumes: false })).toEqual([false, false, false]);
  });

  it('is not looked up where no time can end', async () => {
    expect(await told(3, { deadline: Number.POSITIVE_INFINITY })).toEqual([true, true, true]);
  });
});

it('images that were not read in time are left to the next attempt, and fail in the last', async () => {
  const run = startProcess(null, { maxAttempts: 2 });
  const reads = (kept: boolean): Reads => ({
    scope: scopeUntil(1000, undefined, () => kept),
    read: async ({ key }) => {
      if (key === '/in/b.png') throw new RunTimeoutError('No time.');
      return readingOf();
    },
  });
  expect(await run({}, MINI_BATCH.slice(0, 2), reads(true))).toEqual([
    expect.stringContaining('in attempt 1 of 2. The next attempt goes on from there.'),
  ]);
  expect(await run({}, MINI_BATCH.slice(0, 2), reads(true))).toEqual([
    'read',
    'No time. This was attempt 2 of 2.',
  ]);
  expect(await run({}, MINI_BATCH, reads(false))).toEqual([expect.stringContaining('There is no store')]);
});
