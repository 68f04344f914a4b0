import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEntryPoint } from '../../entry/entry-point.ts';
import { createFakeWorker } from '../fixtures/door/fake-worker.mjs';
import { createSnapshot, openPythonDoor } from './python-door.ts';

/** What both doors promise. */
interface OpenDoor {
  init(argv: readonly string[]): Promise<unknown>;
  run(miniBatch: unknown, context?: object): Promise<unknown>;
  shutdown(): Promise<unknown>;
  close(): Promise<unknown>;
}

function nodeDoor(): OpenDoor {
  const door = createEntryPoint(createFakeWorker, { env: {}, processId: 1, write() {} });
  // A caller in JavaScript is not held by our types.
  return {
    init: (argv) => door.init(argv),
    run: (...args): Promise<unknown> => Reflect.apply(door.run, door, args),
    shutdown: () => door.shutdown(),
    close: () => door.shutdown(),
  };
}

function pythonDoor(): OpenDoor {
  const snapshot = createSnapshot();
  const door = openPythonDoor(snapshot);
  return { ...door, close: () => door.close().finally(() => snapshot.remove()) };
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
  ['Node', nodeDoor],
  ['Python', pythonDoor],
])('the %s door', (_name, open) => {
  let door: OpenDoor;
  beforeEach(() => {
    door = open();
  });
  afterEach(() => door.close());

  const rowsOf = async (miniBatch: unknown, context?: object): Promise<unknown> => {
    const rows = await (context === undefined ? door.run(miniBatch) : door.run(miniBatch, context));
    return Array.isArray(rows) ? rows.map((row: string) => JSON.parse(row) as unknown) : rows;
  };

  it('hands argv and every path on as they are, and returns the rows in order', async () => {
    const argv = ['--output', '/out/ä', '--unknown', '', '--x=1 2'];
    await door.init(argv);
    expect(await rowsOf(HOSTILE_PATHS)).toEqual(
      HOSTILE_PATHS.map((item) => expect.objectContaining({ item, argv })),
    );
  });

  it('hands records on', async () => {
    await door.init([]);
    const records = [{ url: 'https://example.org/a.png', id: 7, blank: null, good: true }];
    expect(await rowsOf(records)).toEqual([expect.objectContaining({ item: records[0] })]);
  });

  it('hands the context on as far as it is known', async () => {
    await door.init([]);
    const context = { minibatch_index: '12', partition_key_value: { year: '2020' }, dataset: 'left out' };
    expect(await rowsOf(['/a'], context)).toEqual([
      expect.objectContaining({ context: { minibatch_index: '12', partition_key_value: { year: '2020' } } }),
    ]);
    expect(await rowsOf(['/a'])).toEqual([expect.objectContaining({ context: null })]);
  });

  it('an empty mini-batch has no rows', async () => {
    await door.init([]);
    expect(await door.run([])).toEqual([]);
  });

  it('run() needs a worker: not before init(), not after shutdown()', async () => {
    await expect(door.run(['/a'])).rejects.toThrow(/run\(\) was called while there is no worker/);
    await door.init([]);
    await door.shutdown();
    await expect(door.run(['/a'])).rejects.toThrow(/run\(\) was called while there is no worker/);
  });

  it('an init() that fails says why, and leaves no worker; the next one may succeed', async () => {
    await door.init(['first']);
    await expect(door.init(['--refuse'])).rejects.toThrow('--refuse: this worker does not start');
    await expect(door.run(['/a'])).rejects.toThrow(/while there is no worker/);
    await door.init([]);
    expect(await rowsOf(['/a'])).toHaveLength(1);
  });

  it('a second init() replaces the worker', async () => {
    await door.init(['first']);
    await door.init(['second']);
    expect(await rowsOf(['/a'])).toEqual([expect.objectContaining({ argv: ['second'] })]);
  });

  it('a run that fails says why, and the next one is served by the same process', async () => {
    await door.init([]);
    const before = await door.run(['pid']);
    await expect(door.run(['/a', 'fail'])).rejects.toThrow('the service is down');
    expect(await door.run(['pid'])).toEqual(before);
  });

  it.each([
    ['a path alone', '/a.png', /a mini-batch is a list of paths/i],
    ['nothing', null, /a mini-batch is a list of paths/i],
    ['a number among paths', ['/a', 5], /item 1 of the mini-batch is 5/],
    ['paths and records', [{ path: '/a' }, '/b'], /item 1 of the mini-batch is "\/b"/],
  ])('refuses %s and goes on', async (_what, miniBatch, message) => {
    await door.init([]);
    await expect(door.run(miniBatch)).rejects.toThrow(message);
    expect(await rowsOf(['/a'])).toHaveLength(1);
  });

  it('shutdown() without a worker does nothing', async () => {
    await door.shutdown();
    await door.init([]);
    await door.shutdown();
    expect(await door.shutdown()).toBeFalsy();
  });
});
