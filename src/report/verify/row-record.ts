import type { RowStatus } from '../../contract/row.ts';

/** The content of a written row, whatever its format. */
export interface RowRecord {
  /** The image's key. */
  readonly file: string;
  readonly status: RowStatus;
  /** Null where the image's path has no date and no partition was given. */
  readonly partition: string | null;
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  /** Null where no detector ran, or where the format does not include them. */
  readonly regions: readonly RegionRecord[] | null;
  /** The most certain first; empty where there are none. */
  readonly plates: readonly PlateRecord[];
}

export interface RegionRecord {
  readonly tag: string;
  readonly text: string;
  /** The detector's, 0 to 1. */
  readonly probability: number;
}

export interface PlateRecord {
  readonly text: string;
  /** 0 to 1; null where the engine gives none, or where the format does not include it. */
  readonly confidence: number | null;
}

/** How the lines of a format are read. */
export interface RowReader {
  read(line: string): ParsedLine;
  /** Of a row: equal for two that differ in `duration_ms` only. */
  identityOf(line: string): string;
}

/** A line of a rows file: a row, or what is wrong with it. */
export type ParsedLine =
  { readonly kind: 'row'; readonly row: RowRecord } | { readonly kind: 'broken'; readonly problem: string };
