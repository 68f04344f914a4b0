import type { ItemError } from '../contract/errors.ts';
import type { Item } from '../images/item.ts';
import type { Reading } from '../ocr/reading.ts';

/** Every item of a mini-batch ends in exactly one of these; a transient failure fails the whole attempt instead. */
export type Outcome = ReadOutcome | SkippedOutcome | FailedOutcome;

interface OutcomeBase {
  readonly item: Item;
  /** Wall time from the item's start to its end, milliseconds. */
  readonly durationMs: number;
}
export interface ReadOutcome extends OutcomeBase {
  readonly kind: 'read';
  readonly reading: Reading;
  readonly sha256: string;
}
export interface SkippedOutcome extends OutcomeBase {
  readonly kind: 'skipped';
}
export interface FailedOutcome extends OutcomeBase {
  readonly kind: 'failed';
  readonly error: ItemError;
  readonly sha256: string | null;
}
