import type { TimeScope } from '../flow/time-scope.ts';
import type { ImageFormat } from './format.ts';

/** An image in memory, its format detected by content, within the engine's limits. */
export interface LoadedImage {
  readonly key: string;
  readonly bytes: Buffer;
  readonly format: ImageFormat;
  /** Hash of the file's bytes, lower-case hex. */
  readonly sha256: string;
}

/** Waits for room in memory for a number of bytes. */
export type ReserveBytes = (bytes: number) => Promise<void>;

/** An image whose bytes are in memory only while they are used. */
export interface ImageContent extends Omit<LoadedImage, 'bytes'> {
  readonly byteCount: number;
  /**
   * Calls `use` with the bytes, which may be dropped as soon as it has ended. A later call reads the file again, when there
   * is room for it.
   *
   * @throws what `use` throws; ItemError or TransientError when the file cannot be read again
   */
  withBytes<T>(use: (bytes: Buffer) => Promise<T>, scope: TimeScope): Promise<T>;
  /** The bytes are not needed for some time: makes room for another image. */
  release(): void;
}

/** An image that stays in memory. */
export function inMemory(image: LoadedImage): LoadedImage & ImageContent {
  const { bytes } = image;
  return { ...image, byteCount: bytes.length, withBytes: (use) => use(bytes), release() {} };
}
