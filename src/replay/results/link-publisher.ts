import { rename, rm, type link } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../../files/sync-folder.ts';
import { GrowingFile } from './growing-file.ts';
import { hiddenName } from './hidden-name.ts';
import type { Publisher } from './publisher.ts';

/**
 * Two hidden files hold the rows in turn. A commit completes the one that is not published and renames a second name
 * of it over the public one, in one step. Each row is written twice, whatever the length of the file.
 *
 * @returns null where the file system has no hard links
 */
export async function linkPublisher(file: string, makeLink: typeof link): Promise<Publisher | null> {
  const newName = hiddenName(file, 'new');
  let next = { file: await GrowingFile.create(hiddenName(file, 'a'), file), missing: '' };
  if (!(await canLink(next.file.path, newName, makeLink))) {
    await next.file.remove();
    return null;
  }
  let published = { file: await GrowingFile.create(hiddenName(file, 'b'), file), missing: '' };
  await syncFolder(dirname(file));

  return {
    length: next.file.length,
    async commit(text, recorded) {
      await next.file.append(next.missing + text, async () => {
        await recorded;
        await rm(newName, { force: true });
        await makeLink(next.file.path, newName);
        await rename(newName, file);
      });
      next.missing = '';
      published.missing += text;
      [next, published] = [published, next];
    },
    async close() {
      await syncFolder(dirname(file));
      await next.file.remove();
      await published.file.remove();
      await rm(newName, { force: true });
    },
  };
}

async function canLink(from: string, to: string, makeLink: typeof link): Promise<boolean> {
  try {
    await rm(to, { force: true });
    await makeLink(from, to);
  } catch {
    return false;
  }
  await rm(to);
  return true;
}
