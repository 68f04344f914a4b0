import type { Line } from '../reading.ts';
import type { Raster } from './image/raster.ts';
import type { SizeLimit } from './image/size-plan.ts';

/** A recogniser that lives in one thread. */
export interface PageReader {
  /** The `model` of a reading. */
  readonly model: string;
  /** Larger pages are scaled down first. */
  readonly limit: SizeLimit;
  /**
   * Lines in reading order, boxes in pixels of the raster.
   * @param check throws when the result is no longer wanted
   */
  read(raster: Raster, check: () => void): Promise<Line[]>;
  close(): Promise<void>;
}
