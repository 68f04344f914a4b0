import type { KeyVersion } from '../../../secrets/refreshing-key.ts';
import type { Authorization, Authorizer } from './authorizer.ts';

export interface KeySource {
  current(): KeyVersion;
  /**
   * Fetches the key again; all requests rejected with `generation` share one fetch. Nothing is fetched when there is a
   * newer key already. The same generation means that the key has not changed.
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
