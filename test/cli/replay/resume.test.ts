import { appendFile, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseJournalLine, toJournalLine } from '../../../src/replay/journal/events.ts';
import { journalPaths } from '../../../src/replay/journal/journal-paths.ts';
import { ENTRY_SCRIPTS } from '../entry-scripts.ts';
import { type RunInEnd, runIn } from '../run-in.ts';
import { folderWithInput } from './support/input-folder.ts';

const eventsOf = (folder: string) => journalPaths(join(folder, 'output')).events;
const rowsOf = (folder: string) => readFile(join(folder, 'output', 'parallel_run_step.txt'), 'utf8');

/** 25 files in three mini-batches. */
function replay(folder: string, ...options: string[]): Promise<RunInEnd> {
  const entry = ['--entry_script', join(ENTRY_SCRIPTS, 'echo_entry.py')];
  const argv = ['replay', 'in', '--process_count_per_node', '1', '--ordered', ...entry, ...options];
  return runIn(folder, argv, { env: process.env });
}

/** A replay whose power failed after its first mini-batch, with a line of the journal half written. */
async function interrupted(): Promise<string> {
  const folder = await folderWithInput(25);
  await replay(folder);
  const lines = (await readFile(eventsOf(folder), 'utf8')).split('\n');
  const end = lines.findIndex((line) => line.includes('"appended"')) + 1;
  await writeFile(eventsOf(folder), `${lines.slice(0, end).join('\n')}\n${lines[end]?.slice(0, 50)}`);
  return folder;
}

describe('an output folder with an interrupted replay', () => {
  it('is rejected with how far it came and what can be done', async () => {
    const { code, err } = await replay(await interrupted());
    expect(code).toBe(2);
    expect(err).toContain(
      'holds a replay that was interrupted after 1 of 3 mini-batches; give --resume to continue it, --overwrite to start again',
    );
  });

  it('is continued with --resume to the same rows and an end', async () => {
    const folder = await interrupted();
    const before = await rowsOf(folder);
    const { code, err, out } = await replay(folder, '--resume');
    expect(err).toContain('the replay continues: 1 of 3 mini-batches are done already');
    expect(out).toContain('mini-batches    3: 3 processed, 0 failed');
    expect(code).toBe(0);
    expect(await rowsOf(folder)).toBe(before);
    expect((await replay(folder, '--resume')).err).toContain('has ended, nothing is left to resume');
  });

  it('is replaced with --overwrite, but not with both', async () => {
    const folder = await interrupted();
    expect((await replay(folder, '--resume', '--overwrite')).err).toContain('exclude each other');
    expect(await replay(folder, '--overwrite')).toMatchObject({ code: 0 });
  });

  it('is left alone while the replay is still running', async () => {
    const folder = await interrupted();
    const [line = ''] = (await readFile(eventsOf(folder), 'utf8')).split('\n');
    const started = parseJournalLine(line);
    if (started?.event !== 'started') throw new Error('no start');
    // The process that started this one runs at least as long.
    const owner = started.owner.replace(String(process.pid), String(process.ppid));
    const { start } = await startOf(process.ppid);
    await writeFile(eventsOf(folder), toJournalLine({ ...started, owner: owner.replace(/\d+$/, start) }));
    for (const option of ['--resume', '--overwrite'])
      expect((await replay(folder, option)).err).toContain('is in use by a replay that is still running');
  });
});

describe('--resume', () => {
  it('begins where there is nothing to continue', async () => {
    expect(await replay(await folderWithInput(2), '--resume')).toMatchObject({ code: 0 });
  });

  it.each<[string, (folder: string) => Promise<void>, string]>([
    ['a file was added', (folder) => writeFile(join(folder, 'in/a/new.jpg'), ''), '1 file added'],
    ['a file was removed', (folder) => rm(join(folder, 'in/a/3.jpg')), '1 file removed'],
    ['a file has other content', (folder) => appendFile(join(folder, 'in/a/3.jpg'), 'x'), '1 file changed'],
    [
      'a file was written again',
      (folder) => utimes(join(folder, 'in/a/3.jpg'), new Date(0), new Date(0)),
      '1 file changed',
    ],
  ])('is rejected when %s', async (_what, change, message) => {
    const folder = await interrupted();
    await change(folder);
    const { code, err } = await replay(folder, '--resume');
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('is rejected with another option, entry argument or entry script', async () => {
    const folder = await interrupted();
    expect((await replay(folder, '--resume', '--run_max_try', '5')).err).toContain(
      '--run_max_try was 3 and is 5',
    );
    expect((await replay(folder, '--resume', '--', '--omit', 'x')).err).toContain(
      '--omit was not given and is x',
    );
    const script = join(folder, 'echo_entry.py');
    await writeFile(script, await readFile(join(ENTRY_SCRIPTS, 'echo_entry.py')));
    expect((await replay(folder, '--resume', '--entry_script', script)).err).toContain(
      `${script} was added to the code`,
    );
  });
});

/** Clock ticks after the boot. */
async function startOf(pid: number): Promise<{ start: string }> {
  const stat = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => '');
  return { start: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0' };
}
