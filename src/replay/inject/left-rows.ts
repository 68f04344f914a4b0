import { toRowText } from '../results/row-text.ts';
import type { RunInjection } from './injection.ts';

/** Why rows are in the file although their attempt does not count. */
export type LeftCause = 'lost_acknowledgement' | 'killed_while_writing';

interface AttemptAt {
  readonly index: number;
  /** From 1. */
  readonly attempt: number;
}

/** What an attempt that does not count left in the file of rows. */
export interface LeftRows extends AttemptAt {
  readonly cause: LeftCause;
  /** Whole rows in `text`. */
  readonly rows: number;
  /** `text` ends in the middle of a row; what is appended next is joined to it. */
  readonly torn: boolean;
  readonly text: string;
}

/** All rows are there, and all will be there again. */
export function leftWithoutAcknowledgement(at: AttemptAt, rows: readonly string[]): LeftRows {
  return { ...at, cause: 'lost_acknowledgement', rows: rows.length, torn: false, text: toRowText(rows) };
}

/** The first rows, half of them unless the injection says how many, and with `torn` half of the next. */
export function leftAfterKill(
  at: AttemptAt,
  rows: readonly string[],
  injection: Extract<RunInjection, { fault: 'killed_while_writing' }>,
): LeftRows {
  const count = Math.min(injection.rows ?? Math.floor(rows.length / 2), rows.length);
  const next = Array.from(toRowText(rows.slice(count, count + 1)));
  const piece = injection.torn === true ? next.slice(0, Math.floor(next.length / 2)).join('') : '';
  const text = toRowText(rows.slice(0, count)) + piece;
  return { ...at, cause: 'killed_while_writing', rows: count, torn: piece !== '', text };
}
