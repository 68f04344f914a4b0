import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEntryPoint } from '../../entry/entry-point.ts';
import { createFakeWorker } from '../fixtures/python-entry/fake-worker.mjs';
import { createSnapshot, openPythonEntry } from './python-entry.ts';

/** What both entry scripts promise. */
interface OpenEntry {
  init(argv: readonly string[]): Promise<unknown>;
  run(miniBatch: unknown, context?: object): Promise<unknown>;
  shutdown(): Promise<unknown>;
  close(): Promise<unknown>;
}

function nodeEntry(): OpenEntry {
  const entry = createEntryPoint(createFakeWorker, { env: {}, processId: 1, write() {} });
  // A caller in JavaScript is not held by our types.
  return {
    init: (argv) => entry.init(argv),
    run: (...args): Promise<unknown> => Reflect.apply(entry.run, entry, args),
    shutdown: () => entry.shutdown(),
    close: () => entry.shutdown(),
  };
}

function pythonEntry(): OpenEntry {
  const snapshot = createSnapshot();
  const entry = openPythonEntry(snapshot);
  return { ...entry, close: () => entry.close().finally(() => snapshot.remove()) };
}

const HOSTILE_PATHS = [
  '/data/line\nfeed\r.png',
  '/data/"quoted", with comma\'s\t.png',
  '/data/\u2028\u2029\u0085\u0000.png',
  '/data/שלום-\u202egnp.png',
  '/data/not-utf-8-\udcff\udc80.png',
  '/data/😀 %20 \\n.png',
];

describe.each([
  ['Node', nodeEntry],
  ['Python', pythonEntry],
])('the %s entry', (_name, open) => {
  let entry: OpenEntry;
  beforeEach(() => {
    entry = open();
  });
  afterEach(() => entry.close());

  const rowsOf = async (miniBatch: unknown, context?: object): Promise<unknown> => {
    const rows = await (context === undefined ? entry.run(miniBatch) : entry.run(miniBatch, context));
    return Array.isArray(rows) ? rows.map((row: string) => JSON.parse(row) as unknown) : rows;
  };

  it('hands argv and every path on as they are, and returns the rows in order', async () => {
    const argv = ['--output', '/out/ä', '--unknown', '', '--x=1 2'];
    await entry.init(argv);
    expect(await rowsOf(HOSTILE_PATHS)).toEqual(
      HOSTILE_PATHS.map((item) => expect.objectContaining({ item, argv })),
    );
  });

  it('hands records on', async () => {
    await entry.init([]);
    const records = [{ url: 'https://example.org/a.png', id: 7, blank: null, good: true }];
    expect(await rowsOf(records)).toEqual([expect.objectContaining({ item: records[0] })]);
  });

  it('hands the context on as far as it is known', async () => {
    await entry.init([]);
    const context = { minibatch_index: '12', partition_key_value: { year: '2020' }, dataset: 'left out' };
    expect(await rowsOf(['/a'], context)).toEqual([
      expect.objectContaining({ context: { minibatch_index: '12', partition_key_value: { year: '2020' } } }),
    ]);
    expect(await rowsOf(['/a'])).toEqual([expect.objectContaining({ context: null })]);
  });

  it('an empty mini-batch has no rows', async () => {
    await entry.init([]);
    expect(await entry.run([])).toEqual([]);
  });

  it('run() needs a worker: not before init(), not after shutdown()', async () => {
    await expect(entry.run(['/a'])).rejects.toThrow(/run\(\) was called while there is no worker/);
    await entry.init([]);
    await entry.shutdown();
    await expect(entry.run(['/a'])).rejects.toThrow(/run\(\) was called while there is no worker/);
  });

  it('an init() that fails says why, and leaves no worker; the next one may succeed', async () => {
    await entry.init(['first']);
    await expect(entry.init(['--reject'])).rejects.toThrow('--reject: this worker does not start');
    await expect(entry.run(['/a'])).rejects.toThrow(/while there is no worker/);
    await entry.init([]);
    expect(await rowsOf(['/a'])).toHaveLength(1);
  });

  it('a second init() replaces the worker', async () => {
    await entry.init(['first']);
    await entry.init(['second']);
    expect(await rowsOf(['/a'])).toEqual([expect.objectContaining({ argv: ['second'] })]);
  });

  it('a run that fails says why, and the next one is served by the same process', async () => {
    await entry.init([]);
    const before = await entry.run(['pid']);
    await expect(entry.run(['/a', 'fail'])).rejects.toThrow('the service is down');
    expect(await entry.run(['pid'])).toEqual(before);
  });

  it.each([
    ['a path alone', '/a.png', /a mini-batch is a list of paths/i],
    ['nothing', null, /a mini-batch is a list of paths/i],
    ['a number among paths', ['/a', 5], /item 1 of the mini-batch is 5/],
    ['paths and records', [{ path: '/a' }, '/b'], /item 1 of the mini-batch is "\/b"/],
  ])('rejects %s and goes on', async (_what, miniBatch, message) => {
    await entry.init([]);
    await expect(entry.run(miniBatch)).rejects.toThrow(message);
    expect(await rowsOf(['/a'])).toHaveLength(1);
  });

  it('shutdown() without a worker does nothing', async () => {
    await entry.shutdown();
    await entry.init([]);
    await entry.shutdown();
    expect(await entry.shutdown()).toBeFalsy();
  });
});
