import type { KeyVersion } from '../../../secrets/refreshing-key.ts';
import type { Authorization, Authorizer } from './authorizer.ts';

export interface KeySource {
  current(): KeyVersion;
  /**
   * Fetches the key again, once for everyone who was refused with `generation`, and not at all when it has moved on
   * meanwhile. The same generation: it did not change.
   */
  refresh(generation: number, signal: AbortSignal): Promise<KeyVersion>;
}

/** Sends the key in `header`, for example `ocp-apim-subscription-key`. */
export function keyAuthorizer(header: string, keys: KeySource): Authorizer {
  const authorization = ({ value, generation }: KeyVersion): Authorization => ({
    headers: { [header]: value.reveal() },
    generation,
  });
  return {
    current: () => Promise.resolve(authorization(keys.current())),
    async renew(generation, signal) {
      const key = await keys.refresh(generation, signal);
      return key.generation > generation ? authorization(key) : null;
    },
  };
}
