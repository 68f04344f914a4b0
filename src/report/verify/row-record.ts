import type { RowStatus } from '../../contract/row.ts';

/** What a written row says, whatever its format. */
export interface RowRecord {
  /** The image's key. */
  readonly file: string;
  readonly status: RowStatus;
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Null where no detector ran, or where the format has no place for them. */
  readonly regions: readonly RegionRecord[] | null;
  /** Equal for two rows that say the same; the time it took to read the image is no part of it. */
  readonly identity: string;
}

export interface RegionRecord {
  readonly tag: string;
  readonly text: string;
  /** 0 to 1, of the detector. */
  readonly probability: number;
}

/** A line of a rows file: a row, or what is wrong with it. */
export type ParsedLine =
  { readonly kind: 'row'; readonly row: RowRecord } | { readonly kind: 'broken'; readonly problem: string };
