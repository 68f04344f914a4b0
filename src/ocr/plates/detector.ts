import type { TimeScope } from '../../flow/time-scope.ts';
import type { LoadedImage } from '../../images/image-content.ts';

/** An object found in an image. Lengths are shares of the displayed image's width and height, from its top left. */
export interface Detection {
  readonly tag: string;
  /** 0 to 1. */
  readonly probability: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The input of a detector: bytes in a format it accepts, upright, so that its shares are those of the displayed image;
 * the hash is that of the original.
 */
type DetectorImage = Pick<LoadedImage, 'key' | 'bytes' | 'sha256'>;

export interface Detector {
  /** The exact model, for rows. */
  readonly model: string;
  /**
   * Finds all objects above the detector's threshold.
   * @throws ItemError when the detector can never process this image
   * @throws TransientError when a later attempt may succeed
   * @throws the reason of the scope's signal, at once, when that is aborted
   */
  detect(image: DetectorImage, scope: TimeScope): Promise<readonly Detection[]>;
  /** A second call does nothing. */
  close(): Promise<void>;
}
