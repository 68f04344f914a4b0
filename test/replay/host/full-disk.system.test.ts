import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { neverAborted } from '../../../src/flow/abort.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { fixtureHosts } from './start-hosts.ts';

it.each(['contract_entry.py', 'contract-entry.mjs'])(
  'logs that %s cannot write fail no call, and an error of the script is still its own',
  async (script) => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'logs'));
    // No log of the entry script can be opened.
    await writeFile(join(folder, 'logs', 'user'), 'a file');
    const host = fixtureHosts(script, folder).start(1);
    onTestFinished(async () => {
      host.kill();
      await host.exited;
    });
    await host.init(neverAborted);
    expect(await host.run(['/in/a'], { minibatch_index: 4 }, neverAborted)).toEqual(['/in/a']);
    await expect(host.run(['/in/fail'], { minibatch_index: 4 }, neverAborted)).rejects.toMatchObject({
      reason: 'EntryScriptRunException',
    });
    expect(await host.run(['/in/a'], { minibatch_index: 4 }, neverAborted)).toEqual(['/in/a']);
  },
);

it.skipIf(process.platform !== 'linux')('prints that a full disk takes none of fail no call', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'logs', 'user'), { recursive: true });
  for (const kind of ['stdout', 'stderr', 'entry_script_log', 'error']) {
    await mkdir(join(folder, 'logs', 'user', kind, 'local'), { recursive: true });
    const suffix =
      { stdout: '.stdout.txt', stderr: '.stderr.txt', entry_script_log: '.log.txt' }[kind] ?? '.txt';
    await symlink('/dev/full', join(folder, 'logs', 'user', kind, 'local', `process001${suffix}`));
  }
  const host = fixtureHosts('echo_entry.py', folder).start(1);
  await host.init(neverAborted);
  for (let call = 0; call < 3; call += 1) {
    expect(await host.run(['/in/a'], { minibatch_index: 4 }, neverAborted)).toEqual(['/in/a']);
  }
  await host.shutdown(neverAborted);
});
