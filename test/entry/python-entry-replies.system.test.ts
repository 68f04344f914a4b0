import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import {
  createSnapshot,
  isRunning,
  openPythonEntry,
  type PythonEntry,
  type Snapshot,
} from './python-entry.ts';

let snapshot: Snapshot;
let entry: PythonEntry;
beforeEach(() => {
  snapshot = createSnapshot();
  entry = openPythonEntry(snapshot);
});
afterEach(async () => {
  await entry.close();
  snapshot.remove();
});

const base64 = (line: string | Buffer): string =>
  Buffer.concat([Buffer.from(line), Buffer.from('\n')]).toString('base64');

const ERROR = '"error":{"code":-32000,"message":"no"}';
const ROWS = '"result":{"rows":["a lie"]}';

/** What is not the reply to request ID. */
const WRONG: readonly (readonly [what: string, line: (id: number) => string | Buffer])[] = [
  ['rows with the id of an earlier request', (id) => `{"jsonrpc":"2.0","id":${id - 1},${ROWS}}`],
  ['an error with the id of an earlier request', (id) => `{"jsonrpc":"2.0","id":${id - 1},${ERROR}}`],
  ['an error with the id of a later request', (id) => `{"jsonrpc":"2.0","id":${id + 1},${ERROR}}`],
  ['rows with the id null', () => `{"jsonrpc":"2.0","id":null,${ROWS}}`],
  ['an error with the id null', () => `{"jsonrpc":"2.0","id":null,${ERROR}}`],
  ['rows without an id', () => `{"jsonrpc":"2.0",${ROWS}}`],
  ['an error without an id', () => `{"jsonrpc":"2.0",${ERROR}}`],
  ['an id that is text', (id) => `{"jsonrpc":"2.0","id":"${id}",${ROWS}}`],
  ['an id that is a fraction', (id) => `{"jsonrpc":"2.0","id":${id}.0,${ERROR}}`],
  ['an id that is a list', (id) => `{"jsonrpc":"2.0","id":[${id}],${ROWS}}`],
  ['neither result nor error', (id) => `{"jsonrpc":"2.0","id":${id}}`],
  ['result and error', (id) => `{"jsonrpc":"2.0","id":${id},${ROWS},${ERROR}}`],
  ['an error that is null', (id) => `{"jsonrpc":"2.0","id":${id},"error":null}`],
  ['an error that is text', (id) => `{"jsonrpc":"2.0","id":${id},"error":"no"}`],
  ['an error without a message', (id) => `{"jsonrpc":"2.0","id":${id},"error":{"code":-32000}}`],
  ['an error without a code', (id) => `{"jsonrpc":"2.0","id":${id},"error":{"message":"no"}}`],
  ['a message that is no text', (id) => `{"jsonrpc":"2.0","id":${id},"error":{"code":1,"message":{}}}`],
  ['no JSON', () => 'this is no JSON'],
  ['an empty line', () => ''],
  ['half a reply', (id) => `{"jsonrpc":"2.0","id":${id},"res`],
  ['a list', (id) => `[{"jsonrpc":"2.0","id":${id},${ROWS}}]`],
  ['null', () => 'null'],
  [
    'bytes that are not UTF-8',
    (id) => Buffer.from(`{"jsonrpc":"2.0","id":${id},"x":"\xff",${ROWS}}`, 'latin1'),
  ],
  ['more levels than a reader holds', () => '['.repeat(30_000)],
];

const WRONG_ROWS: typeof WRONG = [
  ['no rows', (id) => `{"jsonrpc":"2.0","id":${id},"result":{}}`],
  ['rows that are null', (id) => `{"jsonrpc":"2.0","id":${id},"result":{"rows":null}}`],
  ['rows that are text', (id) => `{"jsonrpc":"2.0","id":${id},"result":{"rows":"abc"}}`],
  ['a row that is no text', (id) => `{"jsonrpc":"2.0","id":${id},"result":{"rows":["a",5]}}`],
  ['a result that is a list', (id) => `{"jsonrpc":"2.0","id":${id},"result":["a"]}`],
  ['a result that is null', (id) => `{"jsonrpc":"2.0","id":${id},"result":null}`],
];

/** The next attempt is served by a new child, initialised with the same arguments. */
async function expectNewChild(): Promise<void> {
  expect(await entry.run(['/a'])).toEqual([expect.stringContaining('"item":"/a"')]);
  const [first, ...others] = snapshot.childPids().map(isRunning).toReversed();
  expect([first, others.includes(true)]).toEqual([true, false]);
}

describe('a reply that is none to the request fails the call and ends the child', () => {
  it('for run()', { timeout: 120_000 }, async () => {
    await entry.init([]);
    // The ids of a new child start again: 1 is its init().
    let id = 2;
    for (const [what, line] of [...WRONG, ...WRONG_ROWS]) {
      const outcome = await entry.run([`say instead ${base64(line(id))}`]).catch(String);
      expect([what, outcome]).toEqual([
        what,
        expect.stringContaining('no reply to this request; the next attempt gets a new one'),
      ]);
      await expectNewChild();
      id = 3;
    }
    expect(snapshot.childPids()).toHaveLength(1 + WRONG.length + WRONG_ROWS.length);
  });

  it('for init()', async () => {
    for (const index of [4, 17]) {
      const [what, line] = WRONG[index] ?? ['', () => ''];
      const outcome = await entry.init(['--say-instead-of-init', base64(line(1))]).catch(String);
      expect([what, outcome]).toEqual([what, expect.stringContaining('no reply to this request')]);
    }
    await entry.init([]);
    await expectNewChild();
  });

  it('is described without what it says, which nothing has cleaned', async () => {
    await entry.init([]);
    const outcome = await entry.run([`say instead ${base64('{"key":"s3cret-k3y"')}`]).catch(String);
    expect(outcome).toContain('the next attempt gets a new one. It sent 20 bytes (JSONDecodeError).');
    expect(outcome).not.toContain('s3cret');
    await expectNewChild();
  });

  it('for shutdown()', async () => {
    await entry.init(['--say-instead-of-shutdown', base64(`{"jsonrpc":"2.0","id":1,${ERROR}}`)]);
    await expect(entry.shutdown()).rejects.toThrow('no reply to this request');
    await entry.init([]);
    await expectNewChild();
  });
});

describe('a reply without a request', () => {
  it.each([
    ['once more to the last request', `{"jsonrpc":"2.0","id":2,${ROWS}}`],
    ['to the next request, before it is sent', `{"jsonrpc":"2.0","id":3,${ROWS}}`],
    ['an error to the next request', `{"jsonrpc":"2.0","id":3,${ERROR}}`],
    ['no JSON', 'nonsense'],
  ])('%s: the call before it is good, the next one gets a new child', async (_, line) => {
    await entry.init([]);
    expect(await entry.run([`say afterwards ${base64(line)}`])).toEqual(['said afterwards']);
    await until(() => entry.stderr().includes('said\n'));
    await expectNewChild();
    expect(snapshot.childPids()).toHaveLength(2);
  });
});

it('an error in the reply to a request is no mismatch: the child lives on', async () => {
  await entry.init([]);
  await expect(entry.run(['fail'])).rejects.toThrow('the service is down');
  expect(await entry.run(['/a'])).toHaveLength(1);
  expect(snapshot.childPids()).toHaveLength(1);
});
