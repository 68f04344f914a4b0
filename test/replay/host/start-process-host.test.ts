import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { neverAborted } from '../../../src/flow/abort.ts';
import { startProcessHost } from '../../../src/replay/host/start-process-host.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function start(command: string, ...args: string[]) {
  const folder = await temporaryFolder();
  const workingFolder = join(folder, 'work');
  await mkdir(workingFolder);
  const setup = {
    source_directory: folder,
    module: 'none',
    argv: [],
    output_dir: folder,
    log_dir: join(folder, 'logs'),
    node: 'local',
    agent_name: 'process001',
    logging_level: 'INFO',
  } as const;
  const options = { command, arguments: args, environment: process.env, workingFolder, setup };
  return { host: startProcessHost(options), workingFolder };
}

describe('a process', () => {
  it('that cannot be started has ended, and says why', async () => {
    const { host, workingFolder } = await start('/no/such/command');
    expect(await host.exited).toMatchObject({ code: null, error: { code: 'ENOENT' } });
    expect(host.alive).toBe(false);
    await expect(host.init(neverAborted)).rejects.toThrow(
      'A worker process cannot be started: no such file or directory (ENOENT).',
    );
    expect(existsSync(workingFolder)).toBe(false);
  });

  it('that ends before it replies fails the call, with its last words', async () => {
    const { host, workingFolder } = await start('sh', '-c', 'read request; echo out of luck >&2; exit 9');
    await expect(host.init(neverAborted)).rejects.toThrow(/ended with exit code 9.*\nout of luck/);
    expect(existsSync(workingFolder)).toBe(false);
  });
});
