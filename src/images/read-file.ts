import { constants, type FileHandle, open } from 'node:fs/promises';
import { ItemError, TransientError } from '../contract/errors.ts';
import { toFileSystemPath } from '../files/file-system-path.ts';
import type { ReserveBytes } from './image-content.ts';
import { checkByteCount, type ImageLimits } from './limits.ts';

/**
 * Reads a file of at most the limit's size.
 *
 * @throws ItemError when this file cannot be read
 * @throws TransientError when the mount or the process fails in a way that affects every file
 */
export async function readImageFile(
  path: string,
  limits: ImageLimits,
  signal: AbortSignal,
  reserve: ReserveBytes,
): Promise<Buffer> {
  signal.throwIfAborted();
  const handle = await attempt(() => openForReading(path));
  try {
    return await attempt(() => readWhole(handle, limits, signal, reserve));
  } finally {
    await handle.close();
  }
}

// O_NONBLOCK: opening a named pipe must not wait for a writer.
function openForReading(path: string): Promise<FileHandle> {
  return open(toFileSystemPath(path), constants.O_RDONLY | constants.O_NONBLOCK);
}

async function readWhole(
  handle: FileHandle,
  limits: ImageLimits,
  signal: AbortSignal,
  reserve: ReserveBytes,
): Promise<Buffer> {
  const stats = await handle.stat();
  if (!stats.isFile()) {
    throw new ItemError(
      'not_a_file',
      `This is ${stats.isDirectory() ? 'a folder' : 'a device or pipe'}, not a file.`,
    );
  }
  if (stats.size === 0) throw new ItemError('empty_file', 'The file is empty.');
  checkByteCount(stats.size, limits);
  await reserve(stats.size);
  return handle.readFile({ signal });
}

async function attempt<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw fromSystemError(error);
  }
}

const ITEM_CODES: Readonly<Record<string, readonly [code: string, message: string]>> = {
  ENOENT: ['not_found', 'The file does not exist, or vanished after it was listed.'],
  ENOTDIR: ['not_found', 'A folder of the path is a file.'],
  EACCES: ['no_permission', 'This user has no permission to read the file.'],
  EPERM: ['no_permission', 'This user has no permission to read the file.'],
  EISDIR: ['not_a_file', 'This is a folder, not a file.'],
  ENXIO: ['not_a_file', 'This is a device or pipe, not a file.'],
  ELOOP: ['not_found', 'The path is a loop of links.'],
  ENAMETOOLONG: ['not_found', 'The path is too long.'],
  ERR_INVALID_ARG_VALUE: ['not_found', 'The path holds a NUL character.'],
  ERR_FS_FILE_TOO_LARGE: ['file_too_large', 'The file has more than 2 GiB.'],
  EIO: ['read_error', 'The storage reported an input/output error.'],
};

const TRANSIENT_CODES = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'ENOTCONN', 'ESTALE', 'ETIMEDOUT', 'EAGAIN']);

function fromSystemError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = ITEM_CODES[code];
  if (known !== undefined) return new ItemError(known[0], known[1], { cause: error });
  if (TRANSIENT_CODES.has(code)) {
    return new TransientError('storage_unavailable', `The storage cannot be read now (${code}).`, {
      cause: error,
    });
  }
  return error;
}
