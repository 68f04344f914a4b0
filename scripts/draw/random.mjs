/**
 * A seeded stream of numbers, so that every drawing is the same on every run (mulberry32).
 * @param {number} seed
 */
export function randomStream(seed) {
  let state = seed | 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** In [0, 1). */
    uniform,
    /** @param {number} low @param {number} high */
    between: (low, high) => low + (high - low) * uniform(),
    /** Approximately normal, mean 0, deviation 1. */
    normal: () => (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3),
  };
}

/** @typedef {ReturnType<typeof randomStream>} RandomStream */
