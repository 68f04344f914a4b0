/** The authentication headers, and the generation of the key or token in them. */
export interface Authorization {
  readonly headers: Readonly<Record<string, string>>;
  readonly generation: number;
}

/** Adds credentials to requests, and renews them when a service rejects them. */
export interface Authorizer {
  current(signal: AbortSignal): Promise<Authorization>;
  /**
   * Fetches the credentials again; all requests rejected with `generation` share one fetch.
   * @returns null when there is nothing newer
   */
  renew(generation: number, signal: AbortSignal): Promise<Authorization | null>;
}

const nothing: Authorization = { headers: {}, generation: 0 };

/** For a service that needs no key, such as a container on a private network. */
export const noAuthorizer: Authorizer = {
  current: () => Promise.resolve(nothing),
  renew: () => Promise.resolve(null),
};
