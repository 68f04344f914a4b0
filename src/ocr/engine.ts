import type { ImageFormat } from '../images/format.ts';
import type { Reading } from './reading.ts';

/** An image that was probed: whole in memory, its format known by content, inside the engine's limits. */
export interface ImageContent {
  readonly key: string;
  readonly bytes: Buffer;
  readonly format: ImageFormat;
  /** Of the file's bytes, lower-case hex. */
  readonly sha256: string;
}

/** What an engine takes; checked before anything is read or paid. */
export interface EngineLimits {
  readonly formats: readonly ImageFormat[];
  /** Bytes, inclusive. */
  readonly maxBytes: number;
  /** Pixels, inclusive; not applied to PDF. */
  readonly minSide: number;
  readonly maxSide: number;
  /** Width × height, inclusive. */
  readonly maxPixels: number;
  /** The service's own codes for what it would refuse; ours where absent. */
  readonly refusalCodes?: { readonly format: string; readonly bytes: string; readonly dimensions: string };
}

export interface OcrEngine {
  /** The `--engine` value. */
  readonly name: string;
  readonly limits: EngineLimits;
  /** Images in flight when `--max_concurrency` is not given. */
  readonly defaultConcurrency: number;
  /**
   * @throws ItemError when this image can never be read
   * @throws TransientError when a later attempt may succeed
   * @throws the signal's reason, at once, when it is aborted
   */
  read(image: ImageContent, signal: AbortSignal): Promise<Reading>;
  /** Frees threads and sockets; a second call does nothing. */
  close(): Promise<void>;
}
