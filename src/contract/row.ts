/** The `schema_version` of every row; it changes when a field is renamed, removed or changes its meaning. */
export const ROW_SCHEMA_VERSION = 1;

export const ROW_STATUSES = ['succeeded', 'no_text', 'skipped', 'failed'] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];

/** x1,y1 … x4,y4: the four corners, clockwise from the text's own top-left, in the page's `unit`. */
export type Box = readonly [number, number, number, number, number, number, number, number];

/** `pixel` for images, `inch` for PDF pages. */
export type LengthUnit = 'pixel' | 'inch';

export interface RowWord {
  readonly text: string;
  /** 0 to 1; null when the engine does not return one. */
  readonly confidence: number | null;
  readonly box: Box;
}

/** A part of the image that a detector found, with the text read in it. */
export interface RowRegion extends RowWord {
  /** The detector's name for it, for example `plate`. */
  readonly tag: string;
  /** The detector's confidence, 0 to 1. */
  readonly probability: number;
}

/** A text that may be the number plate of a vehicle. */
export interface RowPlate {
  /** Letters and digits only; O and 0, I and 1 as the format demands. */
  readonly text: string;
  /** As read; a line feed between the lines of a plate in two rows. */
  readonly raw: string;
  /** How certain it is that this is a plate and read right, 0 to 1; null when the engine does not return one. */
  readonly confidence: number | null;
  readonly box: Box;
  /** 1-based. */
  readonly page: number;
  /** The country or pattern of `--plate_formats` that it has exactly; null when it has none. */
  readonly format: string | null;
}

export interface RowLine extends RowWord {
  /** 1-based. */
  readonly page: number;
  readonly words?: readonly RowWord[];
}

/** One image, one row. `schema/row.schema.json` is the public form of this type. */
export interface Row {
  /**
   * The image's key: its path relative to the input root; without a root, the path from the partition on, or the full
   * path.
   */
  readonly file: string;
  readonly status: RowStatus;
  /** The most certain first. Absent in older rows. */
  readonly plates?: readonly RowPlate[];
  /** All lines joined with a line feed; empty when there is none. */
  readonly text: string;
  /** Mean of the line confidences, 0 to 1; null when no line has one. */
  readonly confidence: number | null;
  readonly engine: string | null;
  readonly model: string | null;
  /** Number of pages read; null when the service found none. */
  readonly pages: number | null;
  /** Size of the first page, in `unit`, as displayed (EXIF orientation applied). */
  readonly width: number | null;
  readonly height: number | null;
  readonly unit: LengthUnit | null;
  /** Absent with `--row_detail text`. */
  readonly lines?: readonly RowLine[];
  /** The regions that the detector found, plates first; empty when it found none, absent when no detector ran. */
  readonly regions?: readonly RowRegion[];
  readonly partition: string | null;
  /** Hash of the file's bytes, lower-case hex. */
  readonly sha256: string | null;
  readonly duration_ms: number;
  /** The error of a `failed` row. */
  readonly error: RowError | null;
  /** What the reader of the row should know about a reading that succeeded; absent where there is nothing. */
  readonly warnings?: readonly RowWarning[];
  /** The image's columns in `--metadata`. */
  readonly metadata: Readonly<Record<string, string>> | null;
  readonly schema_version: typeof ROW_SCHEMA_VERSION;
}

export interface RowError {
  readonly code: string;
  readonly message: string;
}

export interface RowWarning {
  /** `incomplete_image`, `frames_not_read` or `pages_not_read`. */
  readonly code: string;
  readonly message: string;
}
