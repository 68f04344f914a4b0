import { mkdir } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { STORAGE_AUDIENCE } from '../../azure/audiences.ts';
import { AzureError } from '../../azure/azure-error.ts';
import { replaceAtomically } from '../../files/atomic-write.ts';
import { type AmlSession, ROLES } from '../aml-session.ts';
import { type BlobContainer, STORAGE_VERSION } from './blob-container.ts';
import { listBlobs } from './list-blobs.ts';

/**
 * Copies everything below `prefix` (a folder, without its last slash) into `folder`. A file gets its final name when
 * it is complete.
 *
 * https://learn.microsoft.com/rest/api/storageservices/get-blob
 *
 * @returns the files, relative to `folder`
 */
export async function downloadBlobs(
  session: AmlSession,
  container: BlobContainer,
  prefix: string,
  folder: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const blobs = await listBlobs(session, container, `${prefix}/`, signal);
  const files = blobs.map((blob) => ({ blob, file: pathIn(folder, blob.slice(prefix.length + 1)) }));
  for (const { blob, file } of files) {
    await mkdir(dirname(file), { recursive: true });
    const request = {
      method: 'GET',
      url: `${container.url}/${blob.split('/').map(encodeURIComponent).join('/')}`,
      audience: STORAGE_AUDIENCE,
      headers: { accept: '*/*', 'x-ms-version': STORAGE_VERSION },
      failing: `${blob} cannot be downloaded`,
      role: ROLES.readBlobs,
    } as const;
    await replaceAtomically(file, async (saveTo) => {
      await session.client.send({ ...request, saveTo }, signal);
    });
  }
  return files.map(({ file }) => relative(folder, file));
}

/** A blob name may contain `../`, which must not lead out of the folder. */
function pathIn(folder: string, name: string): string {
  const file = resolve(folder, name);
  if (file.startsWith(join(resolve(folder), '/'))) return file;
  throw new AzureError(
    'storage_refused',
    `The blob ${JSON.stringify(name)} would be written outside ${folder}.`,
  );
}
