import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReplayArguments } from '../../../src/cli/replay/arguments.ts';
import { chooseEntryScript } from '../../../src/cli/replay/entry-script.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

async function problemsOf(entryScript: string, sourceDirectory: string): Promise<readonly string[]> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'code/..lib'), { recursive: true });
  await writeFile(join(folder, 'code/..lib/entry.mjs'), '');
  await writeFile(join(folder, 'entry.mjs'), '');
  const args = { host: 'node', entryScript, sourceDirectory } as Partial<ReplayArguments> as ReplayArguments;
  return chooseEntryScript(args, folder).problems;
}

describe('an entry script', () => {
  it('may be in a folder whose name begins with dots', async () => {
    expect(await problemsOf('..lib/entry.mjs', 'code')).toEqual([]);
  });

  it('must be in the source directory', async () => {
    expect(await problemsOf('../entry.mjs', 'code')).toEqual([
      expect.stringMatching(/entry\.mjs is not in --source_directory .*code; AML could not import it\.$/),
    ]);
  });
});
