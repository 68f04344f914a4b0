import { basename } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { EntryScriptError, HostDiedError } from '../../../src/replay/host/host-errors.ts';
import type { HostFactory, WorkerHost } from '../../../src/replay/host/worker-host.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { FakeHosts } from './fake-host.ts';
import { fixtureHosts } from './start-hosts.ts';

const signal = new AbortController().signal;

function fakeContractHosts(): HostFactory {
  const calls: string[] = [];
  const failure = (reason: 'EntryScriptRunException' | 'EntryScriptRunReturnWrongType', message: string) =>
    Promise.reject(new EntryScriptError(reason, message));
  return new FakeHosts({
    init: () => void calls.push('init'),
    run: async (process, files, context) => {
      calls.push(`run ${String(context.minibatch_index)}`);
      const outcomes: Record<string, () => Promise<string[]>> = {
        calls: async () => calls,
        fail: () => failure('EntryScriptRunException', 'no good\nsecond line'),
        none: () => failure('EntryScriptRunReturnWrongType', 'run() returned nothing'),
        text: () => failure('EntryScriptRunReturnWrongType', 'run() returned text'),
        die: () => process.die({ code: 7, signal: null }),
        hang: () => new Promise(() => {}),
      };
      return await (outcomes[basename(files[0] ?? '')]?.() ?? [...files]);
    },
  });
}

describe.each<[string, (folder: string) => HostFactory]>([
  ['python', (folder) => fixtureHosts('contract_entry.py', folder)],
  ['node', (folder) => fixtureHosts('contract-entry.mjs', folder)],
  ['fake', fakeContractHosts],
])('a %s worker host', (_name, createHosts) => {
  async function started(): Promise<WorkerHost> {
    const host = createHosts(await temporaryFolder()).start(1);
    onTestFinished(async () => {
      host.kill();
      await host.exited;
    });
    await host.init(signal);
    return host;
  }

  const run = (host: WorkerHost, ...files: string[]) => host.run(files, { minibatch_index: 4 }, signal);

  it('calls init once and run for each mini-batch, with its context [F08]', async () => {
    const host = await started();
    await run(host, '/in/a');
    expect(await run(host, '/in/calls')).toEqual(['init', 'run 4', 'run 4']);
  });

  it('hands paths over and rows back unchanged [O06]', async () => {
    const host = await started();
    const files = [
      '/in/a b',
      '/in/two\nlines\r\u2028"\'',
      '/in/\uDCFF',
      '/in/é\u0301😀',
      `/${'x'.repeat(100_000)}`,
    ];
    expect(await run(host, ...files)).toEqual(files);
  });

  it('reports what run raises, and takes the next mini-batch [A10]', async () => {
    const host = await started();
    const error = await run(host, '/in/fail').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EntryScriptError);
    expect(error).toMatchObject({
      reason: 'EntryScriptRunException',
      message: expect.stringContaining('no good'),
    });
    expect(await run(host, '/in/a')).toEqual(['/in/a']);
  });

  it.each(['/in/none', '/in/text'])('rejects what run returns for %s [R01] [R02]', async (file) => {
    const host = await started();
    await expect(run(host, file)).rejects.toMatchObject({ reason: 'EntryScriptRunReturnWrongType' });
  });

  it('reports the death of the process, to the call under way and to the next', async () => {
    const host = await started();
    await expect(run(host, '/in/die')).rejects.toThrow(/ended with exit code 7/);
    expect(host.alive).toBe(false);
    await expect(run(host, '/in/a')).rejects.toBeInstanceOf(HostDiedError);
    expect(await host.exited).toEqual({ code: 7, signal: null });
  });

  it('gives a call up when it is aborted, and can then be killed', async () => {
    const host = await started();
    const controller = new AbortController();
    const call = host.run(['/in/hang'], { minibatch_index: 4 }, controller.signal);
    controller.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    host.kill();
    expect(await host.exited).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('leaves after shutdown', async () => {
    const host = await started();
    await host.shutdown(signal);
    expect(await host.exited).toEqual({ code: 0, signal: null });
    expect(host.alive).toBe(false);
  });

  it('may be killed twice, and after it has left', async () => {
    const host = await started();
    host.kill();
    host.kill();
    await host.exited;
    host.kill();
    expect(host.alive).toBe(false);
  });
});
