import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ENTRY_SCRIPTS } from '../entry-scripts.ts';
import { folderWithInput } from './support/input-folder.ts';
import { runIn } from '../run-in.ts';

it('starts the processes of each node, with logs of its own', async () => {
  const folder = await folderWithInput(1);
  const nodes = ['--node_count', '2', '--process_count_per_node', '2'];
  const argv = ['replay', 'in', '--entry_script', join(ENTRY_SCRIPTS, 'minimal_entry.py'), ...nodes];
  expect(await runIn(folder, argv, { env: process.env })).toMatchObject({ code: 0 });
  const logs = join(folder, 'output/logs/sys/node');
  expect((await readdir(logs)).toSorted()).toEqual(['local0', 'local1']);
  expect((await readdir(join(logs, 'local1'))).filter((name) => name.endsWith('.stdout.txt'))).toEqual([
    'process003.stdout.txt',
    'process004.stdout.txt',
  ]);
});
