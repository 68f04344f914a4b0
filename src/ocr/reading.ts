import type { Box, LengthUnit, RowWarning } from '../contract/row.ts';

/** The content that an engine read from one image or document. Every engine returns this shape. */
export interface Reading {
  /** The exact model that read it, for example `PP-OCRv4-mobile` or `2022-04-30`. */
  readonly model: string;
  /** At least one. */
  readonly pages: readonly Page[];
  /** The regions that plate detection found, plates first, then by probability; absent when it did not run. */
  readonly regions?: readonly Region[];
  /** What was not read, or not well; absent when all was. */
  readonly warnings?: readonly RowWarning[];
}

/** A part of the image that a detector found and an engine read. */
export interface Region {
  /** The detector's name for it, for example `plate`. */
  readonly tag: string;
  /** The detector's confidence, 0 to 1. */
  readonly probability: number;
  /** Pixels of the image as displayed. */
  readonly box: Box;
  /** The lines joined with a line feed; empty when there are none. */
  readonly text: string;
  /** Mean of the lines' confidences; null when there are none. */
  readonly confidence: number | null;
}

export interface Page {
  /** 1-based. */
  readonly page: number;
  /** As displayed (EXIF orientation applied), in `unit`. */
  readonly width: number;
  readonly height: number;
  readonly unit: LengthUnit;
  /** In reading order; empty for a blank page. */
  readonly lines: readonly Line[];
}

export interface Line {
  readonly text: string;
  /** 0 to 1; null when the engine does not return one. */
  readonly confidence: number | null;
  readonly box: Box;
  /** In order; empty when the engine does not return words. */
  readonly words: readonly Word[];
}

export interface Word {
  readonly text: string;
  readonly confidence: number | null;
  readonly box: Box;
}
