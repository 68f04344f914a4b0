import { copyFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../../files/sync-folder.ts';
import { GrowingFile } from './growing-file.ts';
import { hiddenName } from './hidden-name.ts';
import type { Publisher } from './publisher.ts';

/**
 * For file systems without hard links: the rows grow in a hidden file, and a copy of it takes the public name
 * whenever it has doubled, and at the end. Each row is written at most three times; rows become visible late.
 */
export async function copyPublisher(file: string): Promise<Publisher> {
  const rows = await GrowingFile.create(hiddenName(file, 'a'), file);
  await syncFolder(dirname(file));
  const newName = hiddenName(file, 'new');
  let published = rows.length === 0 ? -1 : rows.length;

  const publish = async (): Promise<void> => {
    await copyFile(rows.path, newName);
    await rename(newName, file);
  };
  return {
    length: rows.length,
    async commit(text, recorded) {
      const length = rows.length + Buffer.byteLength(text);
      const due = published < 0 || length >= 2 * published;
      await rows.append(text, async () => {
        await recorded;
        if (due) await publish();
      });
      if (due) published = length;
    },
    async close() {
      if (published !== rows.length) await publish();
      await syncFolder(dirname(file));
      await rows.remove();
    },
  };
}
