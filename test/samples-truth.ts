import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a reader should find in one file of `samples/`. */
export interface SampleTruth {
  /** Relative to `samples/`. */
  readonly file: string;
  readonly kind: 'plate' | 'anpr' | 'receipt' | 'sign' | 'page' | 'blank' | 'broken';
  readonly status: 'succeeded' | 'no_text' | 'failed';
  /** Letters and digits only; plates and street scenes. */
  readonly plate?: string;
  /** Holds the plate, in pixels of the image as displayed; street scenes. */
  readonly box?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** From the top down; receipts, signs and pages. */
  readonly lines?: readonly string[];
}

interface TruthFile {
  readonly fingerprint: string;
  readonly samples: readonly SampleTruth[];
}

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
export const SAMPLES = `${ROOT}samples/`;
export const TRUTH_FILE = `${ROOT}test/fixtures/samples-truth.json`;
export const TRUTH = JSON.parse(readFileSync(TRUTH_FILE, 'utf8')) as TruthFile;

/** As `plate` has them: what is read without spaces, dots and lower-case letters. */
export const lettersAndDigits = (text: string): string => text.replaceAll(/[^A-Z0-9]/g, '');
