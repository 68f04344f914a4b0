import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ENTRY_SCRIPTS } from '../entry-scripts.ts';
import { type RunInEnd, runIn } from '../run-in.ts';
import { folderWithInput } from './support/input-folder.ts';

const MODULE = ['--host', 'node', '--entry_script', join(ENTRY_SCRIPTS, 'slow-entry.mjs')];
const ECHO = ['--entry_script', join(ENTRY_SCRIPTS, 'echo_entry.py')];

/** A port of this machine that is in use. */
async function usedPort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** Stands in for the package debugpy: `import debugpy` runs this. */
async function replayWith(folder: string, debugpy: string, ...argv: string[]): Promise<RunInEnd> {
  await writeFile(join(folder, 'debugpy.py'), debugpy);
  const PYTHONPATH = [folder, process.env['PYTHONPATH'] ?? ''].join(delimiter);
  return runIn(folder, ['replay', ...argv], { env: { ...process.env, PYTHONPATH } });
}

describe('a debugger', () => {
  it.each<[string, string[], string]>([
    ['of both kinds', ['--inspect', '--debugpy', ...ECHO], '--inspect and --debugpy exclude each other'],
    ['of Node in Python', ['--inspect', ...ECHO], '--inspect is for Node, and echo_entry.py is Python'],
    ['of Python in Node', ['--debugpy', ...MODULE], '--debugpy is for Python, and --host is node'],
    ['at a port that is none', ['--inspect=in', ...ECHO], '--inspect is "in": give a whole number'],
  ])('%s is rejected', async (_what, options, problem) => {
    const folder = await folderWithInput(1);
    const { code, err } = await runIn(folder, ['replay', 'in', ...options], { env: process.env });
    expect(err).toContain(problem);
    expect(code).toBe(2);
  });

  it('is rejected where its port is in use', async () => {
    const port = await usedPort();
    const folder = await folderWithInput(1);
    const argv = ['in', '--debugpy', String(port), ...ECHO];
    const { code, err } = await replayWith(folder, '', ...argv);
    expect(err).toContain(`--debugpy: port ${port} of 127.0.0.1 cannot be used (EADDRINUSE)`);
    expect(code).toBe(2);
  });

  it('of Python that is not installed is one sentence', async () => {
    const folder = await folderWithInput(1);
    const { code, err } = await replayWith(folder, 'raise ImportError', 'in', '--debugpy', ...ECHO);
    expect(err).toContain(
      '--debugpy: python3 has no module debugpy: install it with python3 -m pip install debugpy.\n',
    );
    expect(code).toBe(2);
  });

  it('of Python is waited for before the entry script is imported, in the only process, without time limits', async () => {
    const folder = await folderWithInput(2);
    const debugpy = [
      'def listen(address):',
      '    global told',
      '    told = [address]',
      'def wait_for_client():',
      '    told.append("waited")',
    ].join('\n');
    const script =
      'import debugpy, sys\ndef run(paths):\n    return [f"{debugpy.told} {sys.argv}" for _ in paths]\n';
    await writeFile(join(folder, 'entry.py'), script);
    const argv = ['--debugpy', 'in', '--entry_script', 'entry.py', '--process_count_per_node', '3'];
    const { code, err } = await replayWith(folder, debugpy, ...argv);
    expect(err).toContain(
      'Note: one process without time limits, which waits for a debugger on 127.0.0.1:5678\n',
    );
    expect(code).toBe(0);
    const rows = await readFile(join(folder, 'output/parallel_run_step.txt'), 'utf8');
    expect(rows).toContain("[('127.0.0.1', 5678), 'waited'] ");
    expect(rows).toContain("'--process_count_per_node', '1'");
    expect(rows).toContain("'--run_invocation_timeout', '259200'");
  });
});
