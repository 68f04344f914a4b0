import type { Answer, Call } from './http.ts';
import { accessDenied } from '../error-answers.ts';
import { OPERATIONS, type OperationName } from '../operations.ts';

/** What the server takes until it is told otherwise. It protects nothing and is no secret. */
export const DEFAULT_KEY = 'emulator-key-1';

export interface KeyRing {
  current(): string;
  /** From now on only the new key is good. Without one, the number at its end goes up. */
  rotate(next?: string): string;
}

export function createKeyRing(first: string): KeyRing {
  let key = first;
  return {
    current: () => key,
    rotate(next) {
      key = next ?? successorOf(key);
      return key;
    },
  };
}

function successorOf(key: string): string {
  const [, stem = key, number = '1'] = /^(.*?)-(\d+)$/.exec(key) ?? [];
  return `${stem}-${Number(number) + 1}`;
}

/**
 * `key` asks for the key in the service's header or for a bearer token, `none` for nothing, like the container.
 * With `token` null every bearer token is good.
 */
export interface AuthOptions {
  readonly auth: 'key' | 'none';
  readonly token: string | null;
}

/** The refusal, or null. */
export function authenticate(
  operation: OperationName,
  headers: Call['headers'],
  keys: KeyRing,
  { auth, token }: AuthOptions,
): Answer | null {
  const { keyHeader } = OPERATIONS[operation];
  if (auth === 'none' || keyHeader === null || headers[keyHeader] === keys.current()) return null;
  const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  const known = bearer !== undefined && (token === null || bearer === token);
  return known ? null : accessDenied();
}
