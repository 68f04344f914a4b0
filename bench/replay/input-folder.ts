import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILES_IN_FOLDER = 1000;

/** A folder of empty files, a thousand in each of its subfolders; one that is there already is used again. */
export function inputFolder(parent: string, files: number): string {
  const folder = join(parent, `input-${files}`);
  const complete = join(parent, `input-${files}.complete`);
  if (existsSync(complete)) return folder;
  for (let index = 0; index < files; index += 1) {
    const subfolder = join(folder, String(Math.floor(index / FILES_IN_FOLDER)).padStart(5, '0'));
    if (index % FILES_IN_FOLDER === 0) mkdirSync(subfolder, { recursive: true });
    writeFileSync(join(subfolder, `image-${String(index).padStart(7, '0')}.jpg`), '');
  }
  writeFileSync(complete, '');
  return folder;
}
