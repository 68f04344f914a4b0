/**
 * The signs of the countries whose plates have a strip with the sign at the left.
 *
 * Source: https://en.wikipedia.org/wiki/European_vehicle_registration_plate
 */
const STRIP_SIGNS = new Set(
  'A B BG CY CZ D DK E EST F FIN GB GR H HR I IRL L LT LV M N NL P PL RO S SK SLO UA UK'.split(' '),
);

/** More groups than a plate with a strip has. */
const GROUPS_WITH_SIGN = 4;

/**
 * The groups of a plate without the sign of its country, where it was read together with them. Fewer groups stay as they are,
 * for the first may belong to the plate.
 */
export function withoutStrip<T extends { readonly text: string }>(groups: readonly T[]): readonly T[] {
  const [sign, next] = groups;
  const hasSign =
    groups.length >= GROUPS_WITH_SIGN &&
    STRIP_SIGNS.has(sign?.text ?? '') &&
    /^\p{L}/u.test(next?.text ?? '');
  return hasSign ? groups.slice(1) : groups;
}
