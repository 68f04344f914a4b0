import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { REPLY_FD_VARIABLE } from '../../src/contract/wire.ts';
import { until } from '../support/until.ts';
import { createSnapshot, type Snapshot } from './python-entry.ts';

let snapshot: Snapshot;
beforeEach(() => {
  snapshot = createSnapshot();
});
afterEach(() => snapshot.remove());

/** A child with this process as its host, which goes on living: only what the channel says can make it leave. */
function startChild() {
  const child = spawn(process.execPath, [join(snapshot.folder, 'dist/entry/worker.js')], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, [REPLY_FD_VARIABLE]: '3' },
  });
  const replies: string[] = [];
  const channel = child.stdio[3];
  if (!(channel instanceof Readable) || child.stdin === null || child.stderr === null)
    throw new Error('no pipes');
  createInterface({ input: channel }).on('line', (line) => replies.push(line));
  let log = '';
  child.stderr.on('data', (text) => (log += String(text)));
  const { stdin } = child;
  const exit = once(child, 'close');
  let id = 0;
  return {
    channel,
    stdin,
    exit,
    replies,
    log: () => log,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    ask(method: string, params: object) {
      stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params })}\n`);
    },
  };
}

async function startRun(order: string) {
  const child = startChild();
  child.ask('init', { argv: [] });
  child.ask('run', { mini_batch: [order] });
  await until(() => child.log().includes('INFO run\n'));
  return child;
}

it('init() that fails: the host is told first, then it leaves with exit code 1', async () => {
  const child = startChild();
  child.ask('init', { argv: ['--reject'] });
  expect(await child.exit).toEqual([1, null]);
  expect(child.replies).toEqual([expect.stringContaining('--reject: this worker does not start')]);
});

it('the end of stdin, when idle: the worker is shut down, exit code 0', async () => {
  const child = startChild();
  child.ask('init', { argv: [] });
  await until(() => child.replies.length === 1);
  child.stdin.end();
  expect(await child.exit).toEqual([0, null]);
  expect(child.log()).toMatch(/INFO shut down\n$/);
});

it('the end of stdin, during a run: it is aborted, exit code 0', async () => {
  const child = await startRun('wait for the end');
  child.stdin.end();
  expect(await child.exit).toEqual([0, null]);
  expect(child.log()).toMatch(/INFO shut down\n$/);
});

it('the end of stdin, during a run that ignores the abort: gone all the same', async () => {
  const child = await startRun('ignore the end');
  child.stdin.end();
  expect(await child.exit).toEqual([null, 'SIGKILL']);
});

it('nobody reads the replies any more: it leaves', async () => {
  const child = startChild();
  child.channel.destroy();
  child.ask('init', { argv: [] });
  expect(await child.exit).toEqual([0, null]);
});

it('SIGTERM when idle: exit code 0', async () => {
  const child = startChild();
  child.ask('init', { argv: [] });
  await until(() => child.replies.length === 1);
  child.kill('SIGTERM');
  expect(await child.exit).toEqual([0, null]);
});

it('SIGTERM during a run: it gets its reply, a later request is rejected, exit code 0', async () => {
  const child = await startRun('wait 300 ms');
  child.kill('SIGTERM');
  await until(() => child.log().includes('SIGTERM'));
  child.ask('run', { mini_batch: [] });
  expect(await child.exit).toEqual([0, null]);
  expect(child.replies.slice(1)).toEqual([
    '{"jsonrpc":"2.0","id":2,"result":{"rows":["waited"]}}',
    expect.stringMatching(/"id":3,.*"code":-32001,.*draining/),
  ]);
});

it('an error that nothing caught: logged, reported in the reply, exit code 1', async () => {
  const child = await startRun('forget a rejection');
  expect(await child.exit).toEqual([1, null]);
  expect(child.replies.at(-1)).toMatch(/"id":2,.*"code":-32001,"message":"nobody caught this"/);
  expect(child.log()).toMatch(/ERROR uncaught: Error: nobody caught this \| .*fake-worker/);
});
