import { lstat } from 'node:fs/promises';
import { relative } from 'node:path';
import { STORAGE_AUDIENCE } from '../../azure/audiences.ts';
import { AzureError } from '../../azure/azure-error.ts';
import { replaceAtomically } from '../../files/atomic-write.ts';
import { MANIFESTS_FOLDER } from '../../manifest/manifest.ts';
import { FAILED_ITEMS_FOLDER } from '../../rows/failed-items-file.ts';
import { type AmlSession, ROLES } from '../aml-session.ts';
import { type BlobContainer, STORAGE_VERSION } from './blob-container.ts';
import { type Blob, listBlobs } from './list-blobs.ts';
import { createFoldersFor, isExistingFolder, UnusableName } from './local-file.ts';
import type { RowsPlace } from './rows-place.ts';

export interface Downloaded {
  /** Relative to the folder. */
  readonly files: readonly string[];
  /** Why other blobs were not downloaded, a sentence for each. */
  readonly problems: readonly string[];
}

/** One for each mini-batch, so that there may be many. */
const MANIFESTS = `${FAILED_ITEMS_FOLDER}/${MANIFESTS_FOLDER}/`;

/** Errors of one name; any other error of the file system concerns all blobs. */
const NAME_ERRORS = new Set(['ENAMETOOLONG', 'EILSEQ', 'EINVAL', 'ENOTDIR', 'EISDIR', 'ELOOP', 'EEXIST']);

/** Responses about one blob, such as one that was deleted after it was listed, or is archived. */
const BLOB_ERRORS = new Set(['not_found', 'conflict', 'request_refused']);

/**
 * Copies the rows of a job and what lies beside them, but the manifests, into `folder`. A file gets its final name when it is complete, and
 * replaces an earlier file; links are replaced, never followed.
 *
 * https://learn.microsoft.com/rest/api/storageservices/get-blob
 */
export async function downloadBlobs(
  session: AmlSession,
  container: BlobContainer,
  { parent, parts }: RowsPlace,
  folder: string,
  signal: AbortSignal,
): Promise<Downloaded> {
  const files: string[] = [];
  const problems: string[] = [];
  const names = new Map<string, string>();
  for (const blob of await blobsOf(parts, (part) => listBlobs(session, container, part, signal))) {
    const name = blob.name.slice(parent.length);
    if (isFolderMarker(name, blob) || name.startsWith(MANIFESTS)) continue;
    try {
      const file = await createFoldersFor(folder, name);
      await assertFree(file, name, names);
      await downloadBlob(session, container, blob.name, file, signal);
      files.push(relative(folder, file));
    } catch (error) {
      problems.push(`The blob ${JSON.stringify(blob.name)} ${problemOf(error)}`);
    }
  }
  return { files, problems };
}

/** A part is a folder, with a slash at its end, or a file, whose name may be the beginning of others. */
async function blobsOf(
  parts: RowsPlace['parts'],
  list: (part: string) => Promise<readonly Blob[]>,
): Promise<readonly Blob[]> {
  const blobs: Blob[] = [];
  for (const part of parts)
    blobs.push(...(await list(part)).filter(({ name }) => part.endsWith('/') || name === part));
  return blobs;
}

/** Tools write an empty blob with a slash at its end, or with the folder's own name, to keep an empty folder. */
function isFolderMarker(name: string, { bytes }: Blob): boolean {
  return name === '' || (name.endsWith('/') && bytes === 0);
}

/** @param names of the files so far, by their names without case and in one Unicode form */
async function assertFree(file: string, name: string, names: Map<string, string>): Promise<void> {
  if (await isExistingFolder(file)) throw new UnusableName('has the name of a folder of other blobs');
  const plain = name.normalize('NFC').toLowerCase();
  const other = names.get(plain);
  if (other !== undefined && other !== name && (await lstat(file).catch(() => null)) !== null) {
    throw new UnusableName(`has the same name as ${JSON.stringify(other)} on this disk`);
  }
  names.set(plain, name);
}

async function downloadBlob(
  session: AmlSession,
  container: BlobContainer,
  blob: string,
  file: string,
  signal: AbortSignal,
): Promise<void> {
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

/** @throws the error when it is not about this blob alone */
function problemOf(error: unknown): string {
  if (error instanceof UnusableName) return `${error.message}.`;
  if (error instanceof AzureError && BLOB_ERRORS.has(error.code)) return `is not served: ${error.message}`;
  const [, code] = (error instanceof AzureError && / cannot be written \((\w+)\)/.exec(error.message)) || [];
  const local = error instanceof Error && 'code' in error ? String(error.code) : '';
  const name = [code ?? '', local].find((known) => NAME_ERRORS.has(known));
  if (name === undefined) throw error;
  return `cannot have its name on this disk (${name}).`;
}
