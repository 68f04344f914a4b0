import fc from 'fast-check';

const STEPS = 1_000_000;

/**
 * Numbers from `min` to `max`, spread evenly, the ends among them. `fc.double` draws from the bit patterns, most of which are
 * numbers near zero: https://fast-check.dev/docs/core-blocks/arbitraries/primitives/number/#double
 */
export function numbersFrom(min: number, max: number): fc.Arbitrary<number> {
  return fc
    .integer({ min: 0, max: STEPS })
    .map((step) => (step === STEPS ? max : min + ((max - min) * step) / STEPS));
}
