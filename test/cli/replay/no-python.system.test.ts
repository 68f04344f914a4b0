import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWithInput } from './support/input-folder.ts';
import { ENTRY_SCRIPTS } from '../entry-scripts.ts';
import { startCli } from '../run-cli.ts';

const environment = { PATH: '/nonexistent' };

describe('without python3', () => {
  it('runs a Node module and says so', async () => {
    const folder = await folderWithInput(1);
    const entry = ['--entry_script', join(ENTRY_SCRIPTS, 'slow-entry.mjs')];
    expect(await startCli(['replay', 'in', ...entry], folder, environment).done).toMatchObject({
      code: 0,
      err: expect.stringContaining(
        'Note: there is no python3 (3.8 or newer) on the PATH, so --host node is used',
      ),
    });
  });

  it.each([
    ['--host python', ['--host', 'python'], 'give --host node'],
    ['a Python entry script', ['--entry_script', join(ENTRY_SCRIPTS, 'echo_entry.py')], 'is Python'],
  ])('rejects %s', async (_what, options, message) => {
    const folder = await folderWithInput(1);
    const argv = ['replay', 'in', ...options, '--', '--engine', 'offline'];
    expect(await startCli(argv, folder, environment).done).toMatchObject({
      code: 2,
      err: expect.stringContaining(message),
    });
  });
});
