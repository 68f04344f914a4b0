import { inspect } from 'node:util';
import { knownSecrets, REDACTED } from '../redaction/known-secrets.ts';

/**
 * A value that only `reveal()` returns. However Node prints it, the output is `[secret]`; copying it to a worker
 * or to disk (`structuredClone`, `postMessage`, `v8.serialize`) copies nothing, because private fields are not cloned.
 * From now on it is removed from all that this process prints or writes.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
    knownSecrets.add(value);
    Object.freeze(this);
  }

  /** The value itself; pass it only to the client that sends it. */
  reveal(): string {
    return this.#value;
  }

  equals(other: Secret): boolean {
    return this.#value === other.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  /** Inspection without custom inspectors (`console.dir`) says `Secret [secret] {}`. */
  get [Symbol.toStringTag](): string {
    return 'secret';
  }

  [Symbol.toPrimitive](): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}
