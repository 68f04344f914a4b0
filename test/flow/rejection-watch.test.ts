import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ItemError, RepeatedRejectionError, UnexplainedRejection } from '../../src/contract/errors.ts';
import { neverAborted } from '../../src/flow/abort.ts';
import { REJECTIONS_OF_A_SETUP, RejectionWatch } from '../../src/flow/rejection-watch.ts';

const rejected = (reason = '400 Odd') => new UnexplainedRejection('Odd', 'HTTP 400 Odd.', reason);
const image = (name: string, sha256 = `hash of ${name}`) => ({ key: `${name}.jpg`, sha256 });

function watched() {
  const watch = new RejectionWatch();
  const service = watch.service('The service', 'Check the endpoint.');
  const other = watch.service('Another service', 'Check it.');
  const end = (error: Error | null): Promise<string> =>
    error === null ? Promise.resolve('text') : Promise.reject(error);
  const read = (name: string, error: Error | null, sha256?: string): Promise<string> =>
    watch.item(() => service.call(image(name, sha256), () => end(error)), neverAborted);
  const readElsewhere = (name: string): Promise<string> =>
    watch.item(() => other.call(image(name), () => end(null)), neverAborted);
  return { watch, service, read, readElsewhere };
}

describe('images one after another', () => {
  it('fail alone, until several different ones were rejected alike; then the setup is named, once for all', async () => {
    const { read } = watched();
    await expect(read('a', rejected())).rejects.toMatchObject({ fault: 'item' });
    await expect(read('b', rejected())).rejects.toMatchObject({ fault: 'item' });
    await expect(read('c', rejected())).rejects.toMatchObject({
      fault: 'configuration',
      code: 'Odd',
      message:
        'HTTP 400 Odd. The service rejected 3 different images in this way and accepted none in between, so the cause is the setup and not the images ("a.jpg", "b.jpg", "c.jpg"). Check the endpoint.',
    });
    await expect(read('d', rejected())).rejects.toBeInstanceOf(RepeatedRejectionError);
    await expect(read('e', null)).resolves.toBe('text');
    await expect(read('f', rejected())).rejects.toMatchObject({ fault: 'item' });
  });

  it.each([
    ['one image tried again and again', ['a', 'a', 'a', 'a'], undefined],
    ['copies of one image', ['a', 'b', 'c', 'd'], 'the same hash'],
  ])('of %s are no evidence', async (_, names, sha256) => {
    const { read } = watched();
    for (const name of names) {
      await expect(read(name, rejected(), sha256)).rejects.toMatchObject({ fault: 'item' });
    }
  });

  it('are no evidence when each is rejected for another reason, or for one of its own', async () => {
    const { read } = watched();
    for (const reason of ['1', '2', '3', '4']) {
      await expect(read(reason, rejected(reason))).rejects.toMatchObject({ fault: 'item' });
    }
    for (const name of ['a', 'b', 'c', 'd']) {
      const error = new ItemError('InvalidImage', 'It is broken.');
      await expect(read(name, error)).rejects.toBe(error);
    }
  });

  it('are not cleared by the success of another service', async () => {
    const { read, readElsewhere } = watched();
    for (const name of ['a', 'b']) {
      await expect(read(name, rejected())).rejects.toMatchObject({ fault: 'item' });
      await readElsewhere(name);
    }
    await expect(read('c', rejected())).rejects.toMatchObject({ fault: 'configuration' });
  });

  it('raise exactly when the last different ones since a success reach the number', async () => {
    const steps = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'success'), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(steps, async (names) => {
        const { read } = watched();
        let since = new Set<string>();
        for (const name of names) {
          const isSuccess = name === 'success';
          since = isSuccess ? new Set() : since.add(name);
          const end = await read(name, isSuccess ? null : rejected()).catch((error: unknown) => error);
          const isSetup = end instanceof RepeatedRejectionError;
          expect(isSetup).toBe(since.size >= REJECTIONS_OF_A_SETUP);
        }
      }),
    );
  });
});

describe('images at the same time', () => {
  /** Calls in flight that the test ends. */
  function inFlight(names: readonly string[], signal = neverAborted) {
    const { watch, service } = watched();
    const calls = names.map((name) => {
      let resolve: (text: string) => void = () => {};
      let reject: (error: Error) => void = () => {};
      const promise = new Promise<string>((onText, onError) => {
        resolve = onText;
        reject = onError;
      });
      return {
        resolve,
        reject,
        end: Promise.allSettled([watch.item(() => service.call(image(name), () => promise), signal)]),
      };
    });
    const faults = async () => {
      const ends = await Promise.all(calls.map(({ end }) => end));
      return ends.map(([end]) => (end?.status === 'rejected' ? (end.reason as ItemError).fault : 'read'));
    };
    return { calls, faults };
  }

  it('are rejected for themselves when one that takes longer is read', async () => {
    const { calls, faults } = inFlight(['a', 'b', 'c', 'd', 'good']);
    for (const { reject } of calls.slice(0, 4)) reject(rejected());
    await new Promise(setImmediate);
    calls.at(-1)?.resolve('text');
    expect(await faults()).toEqual(['item', 'item', 'item', 'item', 'read']);
  });

  it('show a fault of the setup when the last of them has failed as well', async () => {
    const { calls, faults } = inFlight(['a', 'b', 'c', 'd', 'slow']);
    for (const { reject } of calls) reject(rejected());
    expect(await faults()).toEqual(['item', 'item', 'configuration', 'configuration', 'configuration']);
  });

  it('show it also when the last of them ends for a reason of its own', async () => {
    const { calls, faults } = inFlight(['a', 'b', 'c', 'broken']);
    for (const { reject } of calls.slice(0, 3)) reject(rejected());
    await new Promise(setImmediate);
    calls.at(-1)?.reject(new ItemError('InvalidImage', 'It is broken.'));
    expect(await faults()).toEqual(['item', 'item', 'configuration', 'item']);
  });

  it('are not judged while an image is still being loaded', async () => {
    const { watch, read } = watched();
    let loaded: () => void = () => {};
    const loading = new Promise<void>((resolve) => {
      loaded = resolve;
    });
    const slow = watch.item(async () => loading, neverAborted);
    const ends = Promise.allSettled(['a', 'b', 'c'].map((name) => read(name, rejected())));
    await new Promise(setImmediate);
    const good = read('good', null);
    loaded();
    await Promise.all([slow, good]);
    expect((await ends).map((end) => end.status === 'rejected' && (end.reason as ItemError).fault)).toEqual([
      'item',
      'item',
      'item',
    ]);
  });

  it('are held against a service that accepts none, whatever another service accepts meanwhile', async () => {
    const { watch, read, readElsewhere } = watched();
    let loaded: () => void = () => {};
    const slow = watch.item(
      () =>
        new Promise<void>((resolve) => {
          loaded = resolve;
        }),
      neverAborted,
    );
    const ends = Promise.allSettled(['a', 'b', 'c'].map((name) => read(name, rejected())));
    await new Promise(setImmediate);
    await readElsewhere('d');
    loaded();
    await slow;
    expect((await ends).at(-1)).toMatchObject({ reason: { fault: 'configuration' } });
  });

  it('end at once when the mini-batch is aborted, and hold nothing up afterwards', async () => {
    const stop = new AbortController();
    const { calls } = inFlight(['a', 'b', 'c', 'slow'], stop.signal);
    for (const { reject } of calls.slice(0, 3)) reject(rejected());
    await new Promise(setImmediate);
    stop.abort(new Error('the host went away'));
    const [end] = (await calls[2]?.end) ?? [];
    expect(end).toMatchObject({ status: 'rejected', reason: { message: 'the host went away' } });
  });
});
