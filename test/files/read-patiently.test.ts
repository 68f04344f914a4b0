import { constants } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ItemError, TransientError, WorkerError } from '../../src/contract/errors.ts';
import { neverEnding, scopeUntil } from '../../src/flow/time-scope.ts';
import { readPatiently, type ReadRetry } from '../../src/files/read-patiently.ts';
import { HangingReadError, StorageError } from '../../src/files/storage-error.ts';
import { ManualClock, settle } from '../flow/manual-clock.ts';
import { type Attempt, scriptedStorage } from '../support/storage.ts';

const PATH = '/mnt/input/2020/08/07/a.png';

async function read(attempts: readonly Attempt[], { endsAfterMs = Infinity } = {}) {
  const clock = new ManualClock();
  const storage = scriptedStorage(attempts);
  const retries: ReadRetry[] = [];
  const tools = { clock, open: storage.open, onRetry: (retry: ReadRetry) => void retries.push(retry) };
  const scope = scopeUntil(clock.now() + endsAfterMs);
  const reading = readPatiently(PATH, tools, () => {}, scope).then(
    (content) => ({ content: content.toString(), error: null }),
    (error: unknown) => ({ content: null, error: error as WorkerError }),
  );
  await clock.elapse(120_000);
  const result = await reading;
  await settle();
  return { ...result, retries, opened: storage.opened, closed: storage.closed };
}

/** Errors of a mount that often pass; numbers where Node has no name. */
const PASSING = [
  'EIO', 'EAGAIN', 'ETIMEDOUT', 'ENOTCONN', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'EHOSTDOWN', 'EHOSTUNREACH',
  'ENETUNREACH', 'ENETDOWN', 'EREMOTEIO', 'ENXIO', 'EBUSY', 'EINTR', 'ENODEV', 'ECANCELED', 'EPROTO', 'ENODATA', 'EBADF', 'EPIPE',
  'ETXTBSY', constants.errno.ESTALE, 117, 523,
] as const; // prettier-ignore
const MACHINE = ['EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS', 'ENOSPC', constants.errno.EDQUOT] as const;
const PERMANENT = {
  ENOENT: 'not_found',
  ENOTDIR: 'not_found',
  ELOOP: 'not_found',
  ENAMETOOLONG: 'not_found',
  EILSEQ: 'not_found',
  EACCES: 'no_permission',
  EPERM: 'no_permission',
  EISDIR: 'not_a_file',
  EFBIG: 'file_too_large',
  EOVERFLOW: 'file_too_large',
  EINVAL: 'read_error',
  ENOSYS: 'read_error',
  ENOTSUP: 'read_error',
} as const;

const SENTENCE =
  /^"\/mnt\/input\/2020\/08\/07\/a\.png"[^.]*(?:\([\w.]+\))?[^.]* \((?:E[A-Z0-9]+)\)\.$|errno \d+\.$/;

describe.each(['open', 'read'] as const)('when %s fails', (step) => {
  const failing = (error: string | number): Attempt => (step === 'open' ? { open: error } : { read: error });

  it.each(PASSING.filter((error) => step === 'read' || error !== 'ENXIO'))(
    'with %s, the file is read when it passes, and the storage is to blame when it does not',
    async (error) => {
      expect(await read([failing(error), failing(error), { content: 'image' }])).toMatchObject({
        content: 'image',
        retries: [{ attempt: 1 }, { attempt: 2 }],
      });
      const never = await read([failing(error)]);
      expect(never.error).toBeInstanceOf(StorageError);
      expect(never.error?.message).toMatch(SENTENCE);
      expect(never).toMatchObject({ opened: 4, closed: step === 'open' ? 0 : 4 });
      expect(never.retries.map(({ waitMs }) => waitMs)).toEqual([500, 1000, 2000]);
    },
  );

  it.each(MACHINE)('with %s, the file is not to blame, however often', async (error) => {
    expect(await read([failing(error), { content: 'image' }])).toMatchObject({ content: 'image' });
    const never = await read([failing(error)]);
    expect(never.error).toBeInstanceOf(TransientError);
    expect(never.error).not.toBeInstanceOf(StorageError);
    expect(never.error).toMatchObject({ code: 'machine_exhausted' });
    expect(never.error?.message).toMatch(SENTENCE);
  });

  it.each(Object.entries(PERMANENT))('with %s, the image fails at once as %s', async (error, code) => {
    const { error: thrown, opened } = await read([failing(error), { content: 'image' }]);
    expect(thrown).toBeInstanceOf(ItemError);
    expect(thrown).toMatchObject({ code });
    expect(thrown?.message).toMatch(SENTENCE);
    expect(opened).toBe(1);
  });

  it('and never returns, the storage is asked once and has 30 seconds', async () => {
    const { error, opened } = await read([failing('hang')]);
    expect(error).toBeInstanceOf(HangingReadError);
    expect(error?.message).toMatch(/^"\/mnt\/input\/.*a\.png".* its storage has not responded for 30 s\.$/);
    expect(opened).toBe(1);
  });
});

it('names the file, its storage and the error in one sentence, whatever errno a mount reports', async () => {
  const storage = process.platform === 'linux' ? String.raw` on /\S* \([\w.]+\)` : '';
  const sentence = new RegExp(String.raw`^"${PATH}"${storage}[ ,:][^\n]*\b(?:E[A-Z0-9]+\)?|errno \d+)\.$`);
  for (const step of ['open', 'read'] as const) {
    for (let errno = 1; errno <= 133; errno += 1) {
      const { error } = await read([step === 'open' ? { open: errno } : { read: errno }]);
      expect(error, `errno ${errno}`).toBeInstanceOf(WorkerError);
      expect(error?.message).toMatch(sentence);
    }
  }
});

it('takes a device or pipe that cannot be opened (ENXIO) for what it is', async () => {
  expect((await read([{ open: 'ENXIO' }])).error).toMatchObject({ code: 'not_a_file' });
});

it('reads a file whole, however short the reads', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1 }), async (content) => {
      expect(await read([{ content }])).toMatchObject({ content, opened: 1, closed: 1 });
    }),
    { numRuns: 20 },
  );
});

describe('a file that changes while it is read', () => {
  it.each([
    ['shrinks', { content: 'ima', size: 5 }, 'ends after 3 of 5 bytes'],
    ['grows', { content: 'image', size: 3 }, 'has more than its 3 bytes'],
  ])('%s: it is read again, and the storage is to blame when that goes on', async (_, attempt, words) => {
    expect(await read([attempt, { content: 'image' }])).toMatchObject({ content: 'image' });
    const { error } = await read([attempt]);
    expect(error).toBeInstanceOf(StorageError);
    expect(error?.message).toContain(words);
  });
});

it('starts no wait that would outlast the run', async () => {
  expect(await read([{ read: 'EIO' }], { endsAfterMs: 1400 })).toMatchObject({ opened: 2 });
});

it('ends at once when the run is aborted, also on a storage that hangs', async () => {
  const stop = new AbortController();
  const tools = { clock: new ManualClock(), ...scriptedStorage([{ read: 'hang' }]), onRetry: () => {} };
  const reading = readPatiently(PATH, tools, () => {}, neverEnding(stop.signal));
  await settle();
  stop.abort(new Error('host gone'));
  await expect(reading).rejects.toThrow('host gone');
});
