/** The headers that prove who we are, and which state of the key or token they are made of. */
export interface Authorization {
  readonly headers: Readonly<Record<string, string>>;
  readonly generation: number;
}

/** Puts credentials on requests, and renews them when a service refuses them. */
export interface Authorizer {
  current(signal: AbortSignal): Promise<Authorization>;
  /**
   * Fetches again, once for everyone who was refused with `generation`.
   * @returns null when there is nothing newer
   */
  renew(generation: number, signal: AbortSignal): Promise<Authorization | null>;
}

const nothing: Authorization = { headers: {}, generation: 0 };

/** For a service that asks for no key, such as a container on a private network. */
export const noAuthorizer: Authorizer = {
  current: () => Promise.resolve(nothing),
  renew: () => Promise.resolve(null),
};
