import { copyFile, rename } from 'node:fs/promises';
import { HiddenFile, hiddenName } from './hidden-file.ts';
import type { Publisher } from './publisher.ts';

/**
 * For file systems without hard links: the rows grow in a hidden file, and a copy of it takes the public name
 * whenever it has doubled, and at the end. Each row is written at most three times; rows become visible late.
 */
export async function copyPublisher(file: string): Promise<Publisher> {
  const rows = await HiddenFile.create(hiddenName(file, 'a'));
  const newName = hiddenName(file, 'new');
  let published = -1;

  const publish = async (): Promise<void> => {
    await copyFile(rows.path, newName);
    await rename(newName, file);
  };
  return {
    async commit(text) {
      const length = rows.length + Buffer.byteLength(text);
      const due = published < 0 || length >= 2 * published;
      await rows.append(text, due ? publish : async () => {});
      if (due) published = length;
    },
    async close() {
      if (published !== rows.length) await publish();
      await rows.remove();
    },
  };
}
