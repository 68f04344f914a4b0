import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn } from '../run-in.ts';

/** A replay of one file by an entry script that writes down each step of each process. */
async function stepsOf(code: string) {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'in'));
  await writeFile(join(folder, 'in/a'), '');
  await mkdir(join(folder, 'code'));
  const note = `import os, sys
from azureml_user.parallel_run import EntryScript
def note(step):
    with open(os.path.join(${JSON.stringify(folder)}, "steps"), "a") as steps:
        steps.write(step + " " + EntryScript().agent_name + " " + os.environ["AZ_BATCH_IS_CURRENT_NODE_MASTER"] + "\\n")
note("import")
print("imported")
`;
  await writeFile(join(folder, 'code/entry.py'), note + code);
  const argv = ['replay', 'in', '--entry_script', 'code/entry.py', '--process_count_per_node', '1'];
  const end = await runIn(folder, argv, { env: process.env });
  const read = (name: string) => readFile(join(folder, name), 'utf8');
  return { ...end, steps: (await read('steps')).trimEnd().split('\n'), read };
}

it('the leader imports the entry script before any process, and never calls init() [F20]', async () => {
  const { code, steps, read } = await stepsOf(`
def init():
    note("init")
def run(mini_batch):
    return mini_batch
def shutdown():
    note("shutdown")
`);
  expect(code).toBe(0);
  expect(steps).toEqual([
    'import _main true',
    'import process001 true',
    'init process001 true',
    'shutdown process001 true',
  ]);
  expect(await read('output/logs/user/stdout/local/_main.stdout.txt')).toBe('imported\n');
});

it('an entry script that the leader rejects is imported by no other process', async () => {
  const { code, out, steps, read } = await stepsOf('def run():\n    pass\n');
  expect([code, steps]).toEqual([42, ['import _main true']]);
  expect(out).toContain('run() takes 0 parameters');
  expect(await read('output/logs/job_error.txt')).toMatch(
    /^EntryScriptInvalid: 1\n {2}the check of the entry script:\n {4}run\(\) takes 0 parameters/,
  );
});
