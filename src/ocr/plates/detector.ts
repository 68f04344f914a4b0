import type { TimeScope } from '../../flow/time-scope.ts';
import type { ImageContent } from '../engine.ts';

/** Something found in a picture. Lengths are shares of the displayed picture's width and height, from its top left. */
export interface Detection {
  readonly tag: string;
  /** 0 to 1. */
  readonly probability: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What a detector is given: bytes it takes, upright, so that its shares are those of the displayed picture. */
type DetectorImage = Pick<ImageContent, 'key' | 'bytes'>;

export interface Detector {
  /** The exact model, for rows. */
  readonly model: string;
  /**
   * Everything above the detector's threshold.
   * @throws ItemError when this picture can never be looked at
   * @throws TransientError when a later attempt may succeed
   * @throws the reason of the scope's signal, at once, when that is aborted
   */
  detect(image: DetectorImage, scope: TimeScope): Promise<readonly Detection[]>;
  /** A second call does nothing. */
  close(): Promise<void>;
}
