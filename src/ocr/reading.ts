import type { Box, LengthUnit } from '../contract/row.ts';

/** What an engine read off one image or document. Every engine returns this shape. */
export interface Reading {
  /** The exact model that read it, for example `PP-OCRv4-mobile` or `2022-04-30`. */
  readonly model: string;
  /** At least one. */
  readonly pages: readonly Page[];
  /** Where plate detection ran: what it found, plates first, the most probable first; empty when it found nothing. */
  readonly regions?: readonly Region[];
}

/** A part of the image that a detector found and an engine read. */
export interface Region {
  /** The detector's name for it, for example `plate`. */
  readonly tag: string;
  /** 0 to 1: how sure the detector is. */
  readonly probability: number;
  /** Pixels of the image as displayed. */
  readonly box: Box;
  /** Its lines joined by a line feed; empty when none could be read. */
  readonly text: string;
  /** Mean of its lines' confidences; null when there is none. */
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
  /** 0 to 1; null where the engine gives none. */
  readonly confidence: number | null;
  readonly box: Box;
  /** In order; empty where the engine gives none. */
  readonly words: readonly Word[];
}

export interface Word {
  readonly text: string;
  readonly confidence: number | null;
  readonly box: Box;
}
