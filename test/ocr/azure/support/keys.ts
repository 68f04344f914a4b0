import type { KeySource } from '../../../../src/ocr/azure/transport/key-authorizer.ts';
import { Secret } from '../../../../src/secrets/secret.ts';

export const KEY = 'k3y-9f1c77d0a5e84b02-never-show-me';

/** A key that stays. */
export function fixedKey(value = KEY): KeySource {
  const version = { value: new Secret(value), generation: 1 };
  return { current: () => version, refresh: () => Promise.resolve(version) };
}
