import { inspect } from 'node:util';

const SHOWN = '[secret]';

/**
 * A value that only `reveal()` returns. However Node prints it, the output is `[secret]`; copying it to a worker
 * or to disk (`structuredClone`, `postMessage`, `v8.serialize`) copies nothing, because private fields are not cloned.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
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
    return SHOWN;
  }

  toJSON(): string {
    return SHOWN;
  }

  /** Inspection without custom inspectors (`console.dir`) says `Secret [secret] {}`. */
  get [Symbol.toStringTag](): string {
    return 'secret';
  }

  [Symbol.toPrimitive](): string {
    return SHOWN;
  }

  [inspect.custom](): string {
    return SHOWN;
  }
}
