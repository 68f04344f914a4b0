import type { Clock } from '../flow/clock.ts';
import { withTimeLimit } from '../flow/time-limit.ts';
import { readFault, storedFile, type ReadStep } from './read-fault.ts';
import { HangingReadError, StorageError } from './storage-error.ts';

/** The part of a FileHandle that reading needs; tests bring a storage of their own. */
export interface OpenFile {
  stat(): Promise<FileFacts>;
  read(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
  close(): Promise<void>;
}

export interface FileFacts {
  /** Bytes. */
  readonly size: number;
  isFile(): boolean;
  isDirectory(): boolean;
}

export interface ReadTools {
  readonly clock: Clock;
  readonly open: (path: string) => Promise<OpenFile>;
}

/** A storage downloads a blob when its file is opened, so this is no limit for a whole file but for no progress. */
const STALL_SECONDS = 30;
const CHUNK_BYTES = 8 * 1024 ** 2;

/**
 * Reads a file once.
 *
 * @param check throws when the file is not wanted; it is called before anything is read
 * @throws what `check` throws; ItemError, StorageError or TransientError of `readFault`; HangingReadError when the
 * storage does not respond; StorageError when the file changes meanwhile
 */
export async function readOnce(
  path: string,
  { clock, open }: ReadTools,
  check: (facts: FileFacts) => void | Promise<void>,
  signal: AbortSignal,
): Promise<Buffer> {
  async function within<T>(name: ReadStep, step: () => Promise<T>): Promise<T> {
    const limit = { ms: STALL_SECONDS * 1000, error: () => hanging(path) };
    try {
      return await withTimeLimit(clock, limit, signal, step);
    } catch (error) {
      throw readFault(error, path, name);
    }
  }

  const opening = open(path);
  const file = await within('open', () => opening).catch((error: unknown) => {
    opening.then((late) => late.close()).catch(() => {});
    throw error;
  });
  try {
    const facts = await within('read', () => file.stat());
    await check(facts);
    const content = Buffer.allocUnsafe(facts.size);
    let length = 0;
    const readMore = (buffer: Buffer, offset: number): Promise<{ bytesRead: number }> =>
      within('read', () => file.read(buffer, offset, Math.min(CHUNK_BYTES, buffer.length - offset), length));
    while (length < content.length) {
      const { bytesRead } = await readMore(content, length);
      if (bytesRead === 0) throw changed(path, `ends after ${length} of ${facts.size} bytes`);
      length += bytesRead;
    }
    const { bytesRead: added } = await readMore(Buffer.alloc(1), 0);
    if (added > 0) throw changed(path, `has more than its ${facts.size} bytes`);
    return content;
  } catch (error) {
    throw readFault(error, path, 'read');
  } finally {
    // Not awaited: on a storage that hangs this would not return either.
    file.close().catch(() => {});
  }
}

function changed(path: string, what: string): StorageError {
  return new StorageError(
    `${storedFile(path)} ${what}: it changed while it was read, or the storage returned a part.`,
  );
}

function hanging(path: string): HangingReadError {
  return new HangingReadError(
    `${storedFile(path)} cannot be read: its storage has not responded for ${STALL_SECONDS} s.`,
  );
}
