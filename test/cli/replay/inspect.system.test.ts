import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { startCli } from '../run-cli.ts';

const BLANK = join(import.meta.dirname, '../../../samples/2020/08/07/pages/blank.png');

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

it.each(['python', 'node'])(
  'stops the worker of --host %s, and the replay ends when a debugger lets it go on',
  { timeout: 120_000 },
  async (host) => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'in'));
    await copyFile(BLANK, join(folder, 'in/blank.png'));
    const port = String(await freePort());
    const options = ['--host', host, '--inspect', port];
    const replay = startCli(['replay', ...options, 'in', '--', '--engine', 'offline'], folder);
    await vi.waitFor(async () => expect((await fetch(`http://127.0.0.1:${port}/json/list`)).ok).toBe(true), {
      timeout: 60_000,
      interval: 100,
    });

    const client = spawn(process.execPath, ['inspect', `127.0.0.1:${port}`]);
    onTestFinished(() => void client.kill('SIGKILL'));
    let said = '';
    client.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await vi.waitFor(() => expect(said).toMatch(/break in .*wait-for-debugger\.js:/), {
      timeout: 60_000,
      interval: 50,
    });
    client.stdin.write('cont\n');

    const { code, err } = await replay.done;
    expect(err).toContain(`one process without time limits, which waits for a debugger on 127.0.0.1:${port}`);
    expect(code).toBe(0);
    expect(await readFile(join(folder, 'output/parallel_run_step.txt'), 'utf8')).toContain('"no_text"');
    const logs = await readdir(join(folder, 'output/logs'), { recursive: true, withFileTypes: true });
    const files = logs.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    // Node says so when it keeps a process for a debugger, and the replay would have to end it after its limit.
    expect(texts.join('')).not.toContain('Waiting for the debugger to disconnect');
  },
);
