import { describe, expect, it } from 'vitest';
import { serve } from '../../entry/serve.ts';
import type { MetricsReport } from '../../src/contract/wire.ts';
import { HangingReadError } from '../../src/files/storage-error.ts';
import { createSession } from '../../src/worker/session.ts';
import type { Worker } from '../../src/worker/worker.ts';
import { createFakeWorker } from '../fixtures/python-entry/fake-worker.mjs';
import { until } from '../support/until.ts';

const INIT = '> {"jsonrpc":"2.0","id":1,"method":"init","params":{"argv":[]}}';
const INIT_DONE = '< {"jsonrpc":"2.0","id":1,"result":{}}';

/** A server that writes down what was said: `>` by the host, `<` by the worker. */
function open(
  create: (argv: readonly string[]) => Promise<Worker> = fakeWorker,
  takeMetrics: () => MetricsReport | null = () => null,
) {
  const transcript: string[] = [];
  const send = async (line: string): Promise<void> => {
    transcript.push(`< ${line.trimEnd()}`);
  };
  const server = serve(createSession(create), { send, takeMetrics });
  const ask = (line: string): void => {
    transcript.push(line);
    server.receive(Buffer.from(line.slice(2)));
  };
  /** Asks, and waits for the response before the next question. */
  const converse = async (...lines: string[]): Promise<void> => {
    for (const line of lines) {
      const replies = count(transcript) + 1;
      ask(line);
      await until(() => count(transcript) === replies);
    }
  };
  return { server, transcript, ask, converse };
}

const count = (transcript: readonly string[]): number =>
  transcript.filter((line) => line.startsWith('<')).length;

function fakeWorker(argv: readonly string[]): Promise<Worker> {
  return createFakeWorker(argv, { env: {}, processId: 1, write() {} });
}

function run(id: number, ...miniBatch: string[]): string {
  return `> {"jsonrpc":"2.0","id":${id},"method":"run","params":{"mini_batch":${JSON.stringify(miniBatch)}}}`;
}

describe('the channel', () => {
  it('replies with the metrics that the worker has reported, once', async () => {
    const reported = [{ step: 3, values: { items: 1 } }, null, { step: 2, values: {} }];
    const { transcript, converse } = open(fakeWorker, () => reported.shift() ?? null);
    await converse(INIT, run(2), run(3), '> {"jsonrpc":"2.0","id":4,"method":"shutdown"}');
    expect(transcript.filter((line) => line.startsWith('<'))).toEqual([
      INIT_DONE,
      '< {"jsonrpc":"2.0","id":2,"result":{"rows":[],"metrics":{"step":3,"values":{"items":1}}}}',
      '< {"jsonrpc":"2.0","id":3,"result":{"rows":[]}}',
      '< {"jsonrpc":"2.0","id":4,"result":{"metrics":{"step":2,"values":{}}}}',
    ]);
  });

  it('sends heartbeats until the reply where the host asks for them, none before or after', async () => {
    const { transcript, converse, ask } = open();
    await converse(INIT);
    ask(
      '> {"jsonrpc":"2.0","id":2,"method":"run","params":{"mini_batch":["wait 300 ms"],"heartbeat_ms":20}}',
    );
    await until(() => transcript.some((line) => line.includes('"id":2,"result"')));
    await converse(run(3, 'wait 300 ms'));
    const said = transcript
      .filter((line) => line.startsWith('<'))
      .map((line) => JSON.parse(line.slice(2)) as unknown);
    const beats = said.filter((message) => (message as { method?: string }).method === 'heartbeat');
    expect(beats.length).toBeGreaterThan(1);
    expect(said).toEqual([
      { jsonrpc: '2.0', id: 1, result: {} },
      ...beats,
      { jsonrpc: '2.0', id: 2, result: { rows: ['waited'] } },
      { jsonrpc: '2.0', id: 3, result: { rows: ['waited'] } },
    ]);
  });

  it('tells the host in which time a run ends, and that another worker can go on with one', async () => {
    const { transcript, converse } = open();
    await converse(INIT.replace('[]', '["--goes-on","--run-limit"]'));
    expect(transcript[1]).toBe('< {"jsonrpc":"2.0","id":1,"result":{"goes_on":true,"run_limit_ms":1000}}');
  });

  it('a whole life', async () => {
    const { transcript, converse } = open();
    await converse(INIT, run(2, 'wait 300 ms'), run(3), '> {"jsonrpc":"2.0","id":4,"method":"shutdown"}');
    expect(transcript).toEqual([
      INIT,
      INIT_DONE,
      run(2, 'wait 300 ms'),
      '< {"jsonrpc":"2.0","id":2,"result":{"rows":["waited"]}}',
      run(3),
      '< {"jsonrpc":"2.0","id":3,"result":{"rows":[]}}',
      '> {"jsonrpc":"2.0","id":4,"method":"shutdown"}',
      '< {"jsonrpc":"2.0","id":4,"result":{}}',
    ]);
  });

  it('goes on after lines that are no requests', async () => {
    const { transcript, converse } = open();
    await converse('> nonsense', '> {"jsonrpc":"2.0","id":9,"method":"enqueue"}', INIT);
    expect(transcript).toEqual([
      '> nonsense',
      '< {"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"a request is one line of JSON in UTF-8; this line is not"}}',
      '> {"jsonrpc":"2.0","id":9,"method":"enqueue"}',
      '< {"jsonrpc":"2.0","id":9,"error":{"code":-32601,"message":"there is no method \\"enqueue\\"; there are init, run, shutdown"}}',
      INIT,
      INIT_DONE,
    ]);
  });

  it('goes on after a call that failed', async () => {
    const { transcript, converse } = open();
    await converse(INIT, run(2, 'fail'), run(3));
    expect(transcript.slice(2)).toEqual([
      run(2, 'fail'),
      '< {"jsonrpc":"2.0","id":2,"error":{"code":-32000,"message":"the service is down","data":{"name":"Error"}}}',
      run(3),
      '< {"jsonrpc":"2.0","id":3,"result":{"rows":[]}}',
    ]);
  });

  it('replies in the order of the requests, one at a time', async () => {
    const { transcript, ask } = open();
    for (const line of [INIT, run(2, 'wait 300 ms'), '> nonsense', run(3)]) ask(line);
    await until(() => count(transcript) === 4);
    const ids = transcript.filter((line) => line.startsWith('<')).map((line) => /"id":(\w+)/.exec(line)?.[1]);
    expect(ids).toEqual(['1', '2', 'null', '3']);
  });
});

describe('leaving', () => {
  it('after a read that never returned: another process has threads that are free', async () => {
    const hanging = new HangingReadError('"/mnt/a.png" cannot be read');
    const { transcript, converse } = open(async () => ({
      run: () => Promise.reject(hanging),
      shutdown: () => Promise.resolve(),
    }));
    await converse(INIT, run(2, '/mnt/a.png'), run(3));
    expect(transcript[3]).toMatch(/"id":2,"error":\{"code":-32001,"message":".*cannot be read"/);
    expect(transcript[5]).toMatch(/"id":3,"error":\{"code":-32001,"message":"the worker is draining/);
  });

  it('a drain finishes the run in progress and rejects what comes after it', async () => {
    const { server, transcript, ask, converse } = open();
    await converse(INIT);
    ask(run(2, 'wait 300 ms'));
    const drained = server.drain();
    ask(run(3));
    await drained;
    await until(() => count(transcript) === 3);
    expect(transcript.slice(4)).toEqual([
      '< {"jsonrpc":"2.0","id":2,"result":{"rows":["waited"]}}',
      expect.stringMatching(/^< .*"id":3,"error":\{"code":-32001,"message":"the worker is draining/),
    ]);
  });

  it('a drain shuts the worker down', async () => {
    const said: string[] = [];
    const { server, converse } = open((argv) =>
      createFakeWorker(argv, { env: {}, processId: 1, write: (line) => said.push(line) }),
    );
    await converse(INIT);
    await server.drain();
    expect(said.at(-1)).toBe('INFO shut down\n');
  });

  it('a host that is gone aborts the run in progress', async () => {
    const { server, transcript, ask, converse } = open();
    await converse(INIT);
    ask(run(2, 'wait for the end'));
    await server.abandon();
    expect(transcript.at(-1)).toMatch(/"id":2,"error":.*"code":"host_gone"/);
  });

  it('an error that nothing caught is the one response to the request in progress', async () => {
    const { server, transcript, ask, converse } = open();
    await converse(INIT);
    ask(run(2, 'wait 300 ms'));
    await until(() => transcript.length === 3);
    await new Promise((soon) => setImmediate(soon));
    await server.fail(new Error('out of the blue'));
    await server.fail(new Error('again'));
    await server.drain();
    expect(transcript.slice(3)).toEqual([
      '< {"jsonrpc":"2.0","id":2,"error":{"code":-32001,"message":"out of the blue","data":{"name":"Error"}}}',
    ]);
  });
});
