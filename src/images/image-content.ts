import type { ImageFormat } from './format.ts';

/** An image that was probed: whole in memory, its format known by content, inside the engine's limits. */
export interface ImageContent {
  readonly key: string;
  readonly bytes: Buffer;
  readonly format: ImageFormat;
  /** Of the file's bytes, lower-case hex. */
  readonly sha256: string;
}
