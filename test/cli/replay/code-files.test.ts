import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { codeFiles } from '../../../src/cli/replay/code-files.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function snapshot() {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'code'));
  const entry = {
    host: 'python',
    sourceDirectory: folder,
    script: 'code/entry.py',
    module: 'code.entry',
    ours: false,
  } as const;
  return { folder, entry, code: join(folder, 'code') };
}

it('sees what changes in the code beside an entry script, through links too, and in nothing else', async () => {
  const { folder, entry, code } = await snapshot();
  const elsewhere = join(folder, 'elsewhere.py');
  await writeFile(elsewhere, 'one');
  await symlink(elsewhere, join(code, 'entry.py'));
  await symlink('nowhere.py', join(code, 'broken.py'));
  for (const name of ['side.py', 'data.csv', 'types.d.ts', 'parallel_run_step.settings.json'])
    await writeFile(join(code, name), 'one');
  const before = codeFiles(entry);
  expect(Object.keys(before)).toEqual(
    ['entry.py', 'parallel_run_step.settings.json', 'side.py'].map((name) => join(code, name)),
  );
  await writeFile(elsewhere, 'two');
  const after = codeFiles(entry);
  expect(Object.keys(after).filter((file) => after[file] !== before[file])).toEqual([join(code, 'entry.py')]);
});

it('goes on past a file that cannot be read', async () => {
  const { entry, code } = await snapshot();
  await writeFile(join(code, 'entry.py'), '');
  await symlink('/proc/1/mem', join(code, 'other.py'));
  await writeFile(join(code, 'locked.py'), '');
  await chmod(join(code, 'locked.py'), 0);
  expect(Object.keys(codeFiles(entry))).toContain(join(code, 'locked.py'));
});
