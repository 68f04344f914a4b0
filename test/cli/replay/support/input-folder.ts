import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

/** A folder with `in/a/0.jpg` … and as many files as asked for. */
export async function folderWithInput(files: number): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'in', 'a'), { recursive: true });
  for (let index = 0; index < files; index += 1) await writeFile(join(folder, 'in', 'a', `${index}.jpg`), '');
  return folder;
}
