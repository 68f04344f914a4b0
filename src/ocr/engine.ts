import type { TimeScope } from '../flow/time-scope.ts';
import type { ImageContent } from '../images/image-content.ts';
import type { ImageLimits } from '../images/limits.ts';
import type { Reading } from './reading.ts';

export type { ImageContent } from '../images/image-content.ts';
export type { ImageLimits as EngineLimits } from '../images/limits.ts';

export interface OcrEngine {
  /** The `--engine` value. */
  readonly name: string;
  /** The model that reads, where that is known before the first reading; a result is stored under its name. */
  readonly model?: string;
  readonly limits: ImageLimits;
  /** Images in flight when `--max_concurrency` is not given. */
  readonly defaultConcurrency: number;
  /**
   * @throws ItemError when this image can never be read
   * @throws TransientError when a later attempt may succeed
   * @throws the reason of the scope's signal, at once, when that is aborted
   */
  read(image: ImageContent, scope: TimeScope): Promise<Reading>;
  /** Frees threads and sockets; a second call does nothing. */
  close(): Promise<void>;
}
