import { describe, expect, it, onTestFinished } from 'vitest';
import { ItemError, TransientError } from '../../../src/contract/errors.ts';
import { neverAborted } from '../../../src/flow/abort.ts';
import { oncePerContent, resultKey } from '../../../src/ocr/stored/once-per-content.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { logStore } from '../../../src/store/log-store.ts';
import { noStore } from '../../../src/store/reading-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const IDENTITY = ['reading', 'read', null];

describe('a result', () => {
  it('is got once for each content, however many ask for it at once', async () => {
    const once = oncePerContent<number>(noStore, IDENTITY);
    let calls = 0;
    const get = async () => (calls += 1);
    const results = await Promise.all(['a', 'a', 'b', 'a'].map((sha256) => once(sha256, get, neverAborted)));
    expect(results).toEqual([1, 1, 2, 1]);
  });

  it('comes from the store, of another process too, and not for another identity', async () => {
    const folder = await temporaryFolder();
    const first = open(folder, 'a');
    await oncePerContent<string>(first, IDENTITY)('x', async () => 'read', neverAborted);
    const second = open(folder, 'b');
    await second.refresh();
    const never = () => Promise.reject(new Error('called again'));
    expect(await oncePerContent<string>(second, IDENTITY)('x', never, neverAborted)).toBe('read');
    const other = oncePerContent<string>(second, ['reading', 'read', 'de']);
    expect(await other('x', async () => 'German', neverAborted)).toBe('German');
  });

  it('that is not JSON in the store is got again, and replaces it', async () => {
    const store = open(await temporaryFolder(), 'a');
    await store.addReading(resultKey(IDENTITY, 'x'), Buffer.from('{"pages":'));
    const once = oncePerContent<string>(store, IDENTITY);
    expect(await once('x', async () => 'new', neverAborted)).toBe('new');
    expect(await once('x', async () => 'newer', neverAborted)).toBe('new');
  });

  it('is stored without the key that a service repeats in it', async () => {
    const key = new Secret('st0red/K3y+of=a~t3st').reveal();
    const store = open(await temporaryFolder(), 'a');
    const once = oncePerContent<object>(store, IDENTITY);
    const reading = { pages: [{ lines: [{ text: key.slice(0, 9) }, { text: key.slice(9) }] }] };
    await once('x', async () => reading, neverAborted);
    const stored = await store.reading(resultKey(IDENTITY, 'x'));
    expect(JSON.parse(String(stored))).toEqual({
      pages: [{ lines: [{ text: '[secret]' }, { text: '[secret]' }] }],
    });
  });

  it('that failed is not stored', async () => {
    const once = oncePerContent<string>(open(await temporaryFolder(), 'a'), IDENTITY);
    const fail = () => Promise.reject(new TransientError('throttled', 'Too many requests.'));
    await expect(once('x', fail, neverAborted)).rejects.toThrow('Too many requests.');
    expect(await once('x', async () => 'read', neverAborted)).toBe('read');
  });
});

describe('the same content again, while the first is in work', () => {
  it('fails as the first does, when the content is the reason', async () => {
    const once = oncePerContent<string>(noStore, IDENTITY);
    const fail = () => Promise.reject(new ItemError('corrupt_image', 'No image.'));
    const results = await Promise.allSettled([
      once('x', fail, neverAborted),
      once('x', async () => 'read', neverAborted),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('is read by itself, when the first is aborted', async () => {
    const once = oncePerContent<string>(noStore, IDENTITY);
    const fail = () => Promise.reject(new Error('aborted'));
    const first = once('x', fail, AbortSignal.abort());
    const second = once('x', async () => 'read', neverAborted);
    await expect(first).rejects.toThrow('aborted');
    expect(await second).toBe('read');
  });

  it('stops waiting when it is aborted', async () => {
    const once = oncePerContent<string>(noStore, IDENTITY);
    void once('x', () => new Promise(() => {}), neverAborted);
    const stop = new AbortController();
    const second = once('x', async () => 'read', stop.signal);
    stop.abort(new Error('stopped'));
    await expect(second).rejects.toThrow('stopped');
  });
});

it('has another key for every part of the identity', () => {
  const keys = [
    ['reading', 'read', null, null],
    ['reading', 'read', 'de', null],
    ['reading', 'read', null, 'de'],
    ['reading', 'read', 'null', null],
  ].map((identity) => resultKey(identity, 'x').toString('hex'));
  expect(new Set(keys).size).toBe(4);
});

function open(folder: string, owner: string) {
  const store = logStore({ folder, owner, now: () => performance.now(), onFailure: () => {} });
  onTestFinished(() => store.close());
  return store;
}
