import { createHash } from 'node:crypto';
import { KEY_BYTES } from './frame.ts';
import type { StoreKey } from './reading-store.ts';

/** Anything that decides a reading, in a fixed order; never a secret. */
export type KeyPart = string | number | null | readonly string[];

export function storeKey(parts: readonly KeyPart[]): StoreKey {
  return createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, KEY_BYTES);
}
