import type { ImageFormat } from './format.ts';

/** An image in memory, its format detected by content, within the engine's limits. */
export interface ImageContent {
  readonly key: string;
  readonly bytes: Buffer;
  readonly format: ImageFormat;
  /** Hash of the file's bytes, lower-case hex. */
  readonly sha256: string;
}
