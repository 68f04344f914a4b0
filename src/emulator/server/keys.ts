import type { EmulatorResponse, EmulatorRequest } from './http.ts';
import { accessDenied } from '../error-responses.ts';
import { OPERATIONS, type OperationName } from '../operations.ts';

/** The default key. It gives no protection and is not a secret. */
export const DEFAULT_KEY = 'emulator-key-1';

/** Holds the only valid key. */
export class KeyRing {
  #key: string;

  constructor(first: string) {
    this.#key = first;
  }

  get current(): string {
    return this.#key;
  }

  /** Invalidates the current key. Without `next`, the number at its end is incremented. */
  rotate(next: string = successorOf(this.#key)): string {
    this.#key = next;
    return next;
  }
}

function successorOf(key: string): string {
  const [, stem = key, number = '1'] = /^(.*?)-(\d+)$/.exec(key) ?? [];
  return `${stem}-${Number(number) + 1}`;
}

export interface AuthOptions {
  /** `key` requires the key in the service's header, or a bearer token; `none` requires nothing, like the container. */
  readonly auth: 'key' | 'none';
  /** The bearer token that is accepted; null accepts any. */
  readonly token: string | null;
}

/** The error response for a rejected request; null when it is accepted. */
export function authenticate(
  operation: OperationName,
  headers: EmulatorRequest['headers'],
  keys: KeyRing,
  { auth, token }: AuthOptions,
): EmulatorResponse | null {
  const { keyHeader } = OPERATIONS[operation];
  if (auth === 'none' || keyHeader === null || headers[keyHeader] === keys.current) return null;
  const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  const accepted = bearer !== undefined && (token === null || bearer === token);
  return accepted ? null : accessDenied();
}
