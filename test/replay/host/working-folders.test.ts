import { spawnSync } from 'node:child_process';
import { appendFile, chown, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAbandoned, ownerName } from '../../../src/replay/host/process-owner.ts';
import { type Started, toJournalLine } from '../../../src/replay/journal/events.ts';
import { journalPaths } from '../../../src/replay/journal/journal-paths.ts';
import {
  keepStore,
  makeWorkingFolder,
  replayRunId,
  sweepWorkingFolders,
} from '../../../src/replay/host/working-folders.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const PREFIX = 'parallel-run-ocr-replay-';
const [place = '', boot = '', pid = '', start = ''] = ownerName().split('-');
const deadPid = String(spawnSync(process.execPath, ['--version']).pid);
const otherStart = String(Number(start) + 1);

/** Owners of names, and whether they have ended. */
const OWNERS: readonly (readonly [what: string, owner: string, abandoned: boolean])[] = [
  ['this process', ownerName(), false],
  ['a process that has ended', `${place}-${boot}-${deadPid}-${start}`, true],
  ['an earlier process with the pid of this one', `${place}-${boot}-${pid}-${otherStart}`, true],
  ['a process before the machine was booted', `${place}-00000000-${pid}-${start}`, true],
  ['a process of another machine or container', `00000000-${boot}-${deadPid}-${start}`, false],
  ['one that does not say', 'AbCdEf', false],
];

describe.skipIf(process.platform !== 'linux')('the owner of a name', () => {
  it.each(OWNERS)('%s: %s', (_, owner, abandoned) => {
    expect(isAbandoned(`${PREFIX}${owner}-x1Y2z3`)).toBe(abandoned);
  });
});

describe.skipIf(process.platform !== 'linux')('a sweep', () => {
  it('removes the working folders and stores of replays that were killed, and nothing else', async () => {
    const folder = await temporaryFolder();
    const store = join(folder, 'parallel-run-ocr-store');
    for (const [, owner] of OWNERS) {
      await mkdir(join(folder, `${PREFIX}${owner}-x1Y2z3`, 'deep'), { recursive: true });
      await writeFile(join(folder, `${PREFIX}${owner}-x1Y2z3`, 'deep', 'file'), '');
      await mkdir(join(store, `replay-${owner}-12345678`), { recursive: true });
    }
    await mkdir(join(folder, `another-${place}-${boot}-${deadPid}-${start}`));
    await mkdir(join(store, 'run-of-AML'));

    await Promise.all([sweepWorkingFolders(folder), sweepWorkingFolders(folder)]);

    const alive = OWNERS.filter(([, , abandoned]) => !abandoned).map(([, owner]) => owner);
    expect((await readdir(folder)).toSorted()).toEqual(
      [
        ...alive.map((owner) => `${PREFIX}${owner}-x1Y2z3`),
        `another-${place}-${boot}-${deadPid}-${start}`,
        basename(store),
      ].toSorted(),
    );
    expect((await readdir(store)).toSorted()).toEqual(
      [...alive.map((owner) => `replay-${owner}-12345678`), 'run-of-AML'].toSorted(),
    );
  });

  it('leaves the store of a killed replay that can be resumed, and only that', async () => {
    const folder = await temporaryFolder();
    const dead = `replay-${place}-${boot}-${deadPid}-${start}`;
    const output = join(folder, 'output');
    const { events } = journalPaths(output);
    await mkdir(dirname(events), { recursive: true });
    const started = { event: 'started', run_id: `${dead}-unfinished` } as Started;
    await writeFile(events, toJournalLine(started));
    for (const name of ['unfinished', 'replaced']) await keepStore(folder, `${dead}-${name}`, output);
    await sweepWorkingFolders(folder);
    expect(await readdir(join(folder, 'parallel-run-ocr-store'))).toEqual([`${dead}-unfinished`]);
    await appendFile(events, toJournalLine({ event: 'ended', verdict: 'completed' }));
    await sweepWorkingFolders(folder);
    expect(await readdir(folder)).toEqual(['output']);
  });

  it('leaves what a name of ours links to', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'precious'));
    await symlink(join(folder, 'precious'), join(folder, `${PREFIX}${place}-${boot}-${deadPid}-${start}-x`));
    await sweepWorkingFolders(folder);
    expect(await readdir(folder)).toHaveLength(2);
  });

  it.skipIf(process.getuid?.() !== 0)('leaves the folders of another user (so only as root)', async () => {
    const folder = await temporaryFolder();
    const theirs = join(folder, `${PREFIX}${place}-${boot}-${deadPid}-${start}-x`);
    await mkdir(theirs);
    await chown(theirs, 65_534, 65_534);
    await sweepWorkingFolders(folder);
    expect(await readdir(folder)).toEqual([basename(theirs)]);
  });
});

it('names of this process are found again', async () => {
  const folder = await temporaryFolder();
  expect(basename(makeWorkingFolder(folder))).toContain(ownerName());
  expect(replayRunId('12345678')).toMatch(/^replay-[\w.-]{1,93}$/);
});

it.each([
  ['that does not exist', '/nonexistent', 'no such file or directory (ENOENT)'],
  ['that is a file', '/dev/null', 'not a directory (ENOTDIR)'],
  [
    'with a path that is too long',
    `/tmp/${'x'.repeat(5000)}`,
    'name too long (ENAMETOOLONG); use a shorter path',
  ],
])('a temporary folder %s is wrong usage', async (_, folder, reason) => {
  await expect(sweepWorkingFolders(folder)).rejects.toMatchObject({
    name: 'ConfigurationError',
    message: `TMPDIR: the temporary folder ${folder} cannot be used: ${reason}.`,
  });
});
