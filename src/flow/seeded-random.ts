import { createHash } from 'node:crypto';
import type { Random } from './retry-schedule.ts';

/** Random numbers, the same for the same seed on every machine (Marsaglia's xorshift32, started from a hash). */
export function seededRandom(seed: number | string): Random {
  let state = createHash('sha256').update(String(seed)).digest().readUInt32LE() || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
