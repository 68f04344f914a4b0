import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runIn } from '../run-in.ts';
import { folderWithInput } from './support/input-folder.ts';

/** The end of the process by the name of the image that it reads. */
const SCRIPT = `
import os, signal, sys, time
ENDS = [
    lambda: os._exit(0),
    lambda: os._exit(42),
    lambda: end_on(signal.SIGSEGV),
    lambda: end_on(signal.SIGKILL),
    lambda: end_on(signal.SIGTERM),
    lambda: sys.exit(42),
    lambda: None,
]
def end_on(number):
    os.kill(os.getpid(), number)
    time.sleep(60)  # Another thread may take the signal, a little later.
def run(paths):
    print("reads", paths[0], file=sys.__stderr__, flush=True)
    ENDS[int(os.path.basename(paths[0])[0])]()
    return paths
`;

it('the end of a process during run() is told apart in the logs, and costs its mini-batch one attempt [L21]', async () => {
  const folder = await folderWithInput(7);
  await writeFile(join(folder, 'script.py'), SCRIPT);
  const options = ['--mini_batch_size', '1', '--run_max_try', '2', '--process_count_per_node', '1', '--json'];
  const argv = ['replay', 'in', ...options, '--entry_script', 'script.py'];
  const { code, out } = await runIn(folder, argv, { env: process.env });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    verdict: 'completed',
    mini_batches: { processed: 1, failed: 6 },
    failed_attempts: { ProcessDied: 10, EntryScriptRunException: 2 },
    processes_started: 11,
  });
  const errors = await readFile(join(folder, 'output/logs/job_error.txt'), 'utf8');
  const master = await readFile(join(folder, 'output/logs/sys/master_role.txt'), 'utf8');
  const ends = [
    'with exit code 0, in the middle of its work, as after os._exit(0)',
    'with exit code 42',
    'on signal SIGSEGV (exit code -11), a crash in native code',
    'on signal SIGKILL (exit code -9), mostly because the memory was used up',
    'on signal SIGTERM (exit code -15)',
  ];
  for (const [index, end] of ends.entries())
    expect(master).toContain(
      `ERROR mini-batch ${index}, attempt 1 of 2, process ${index + 1}: ProcessDied: the worker process ended ${end}; its last lines:\n`,
    );
  expect(master).toMatch(
    /mini-batch 5, attempt 1 of 2, process \d+: EntryScriptRunException: SystemExit: 42\n/,
  );
  expect(errors).toMatch(/^ProcessDied: 10\n/);
  expect(errors).toContain(
    `the worker process ended ${ends[0]}; its last lines:\n    reads ${folder}/in/a/0.jpg\n`,
  );
});
