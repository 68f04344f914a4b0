import { plateSamples } from './plate-samples.mjs';
import { paperSamples } from './paper-samples.mjs';
import { sceneSamples } from './scene-samples.mjs';
import { signSamples } from './sign-samples.mjs';

/**
 * The expected reading of one sample.
 * @typedef {{
 *   kind: 'plate' | 'anpr' | 'receipt' | 'sign' | 'page' | 'blank' | 'broken',
 *   status: 'succeeded' | 'no_text' | 'failed',
 *   plate?: string,
 *   box?: { x: number, y: number, width: number, height: number },
 *   lines?: string[],
 * }} Truth `plate`: letters and digits only; `box`: holds the plate, pixels of the image as displayed; `lines`: from
 * the top down
 *
 * @typedef {{ file: string, draw: () => Promise<{ bytes: Buffer, truth: Truth }> }} Sample `file` is relative to `samples/`
 */

/** @type {readonly Sample[]} */
export const SAMPLES = [...plateSamples, ...sceneSamples, ...paperSamples, ...signSamples].toSorted((a, b) =>
  a.file < b.file ? -1 : 1,
);
