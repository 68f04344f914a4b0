import { unwrap } from '../contract/unwrap.ts';
import { describeFields, findField } from './find-field.ts';
import { isKey, type SecretContent } from './secret-content.ts';
import { SecretError } from './secret-error.ts';
import { Secret } from './secret.ts';

/** One setting of a service. */
export interface SecretField<T> {
  /** The name in the JSON object; other spellings are accepted as well. */
  readonly name: string;
  /** The argument for the same setting; it overrides the secret. */
  readonly option: string;
  readonly accepted: string;
  /** Null when the value is not accepted. */
  readonly parse: (value: unknown) => T | null;
  /** A more precise text for a value that is not accepted, without the value. */
  readonly explain?: (value: unknown) => { readonly problem: string; readonly instead: string } | null;
  readonly fallback?: T;
}

const AMBIGUOUS = Symbol('ambiguous');

/** Reads fields of one secret and collects their problems, so that all are reported at once. */
export class FieldReader {
  readonly #name: string;
  readonly #content: SecretContent;
  readonly #problems: string[] = [];

  constructor(name: string, content: SecretContent) {
    this.#name = name;
    this.#content = content;
  }

  read<T>(field: SecretField<T>, given: string | number | null): T | undefined {
    if (given !== null) {
      return this.#parse(field, typeof given === 'string' ? unwrap(given) : given, `--${field.option}`);
    }
    const value = this.#find(field.name);
    if (value === AMBIGUOUS) return undefined;
    if (value !== undefined)
      return this.#parse(field, value, `Field '${field.name}' of secret '${this.#name}'`);
    if (field.fallback === undefined) this.#problems.push(this.#missing(field));
    return field.fallback;
  }

  key(): Secret | undefined {
    const key = this.#content.kind === 'key' ? this.#content.key : this.#find('key');
    if (key === AMBIGUOUS) return undefined;
    if (typeof key === 'string' && isKey(key)) return new Secret(key);
    this.#problems.push(
      key === undefined
        ? `Secret '${this.#name}' has no field 'key': add it to the JSON object. ${this.#fields()}`
        : `Field 'key' of secret '${this.#name}' is not accepted: give the key as text without spaces.`,
    );
    return undefined;
  }

  /** @throws SecretError with every problem found so far */
  finish<T>(values: { readonly [Name in keyof T]: T[Name] | undefined }): T {
    if (this.#problems.length > 0) throw new SecretError('secret_value', this.#problems);
    return values as T;
  }

  /** A text is taken without the blanks and quotes around it. */
  #find(name: string): unknown {
    if (this.#content.kind === 'key') return undefined;
    const found = findField(this.#content.fields, name);
    if (found.kind === 'ambiguous') {
      const names = found.names.map((other) => `'${other}'`).join(' and ');
      this.#problems.push(
        `Secret '${this.#name}' has different values for '${name}' in ${names}: keep one of them.`,
      );
      return AMBIGUOUS;
    }
    if (found.kind === 'missing') return undefined;
    return typeof found.value === 'string' ? unwrap(found.value) : found.value;
  }

  #parse<T>(field: SecretField<T>, value: unknown, where: string): T | undefined {
    const parsed = field.parse(value);
    if (parsed !== null) return parsed;
    const { problem, instead } = field.explain?.(value) ?? {
      problem: 'is not accepted',
      instead: field.accepted,
    };
    this.#problems.push(`${where} ${problem}: give ${instead}.`);
    return undefined;
  }

  #missing(field: SecretField<unknown>): string {
    return this.#content.kind === 'key'
      ? `Secret '${this.#name}' is a bare key, so '${field.name}' is missing: give --${field.option}, or store a JSON object with it.`
      : `Secret '${this.#name}' has no field '${field.name}': add it to the JSON object, or give --${field.option}. ${this.#fields()}`;
  }

  #fields(): string {
    return this.#content.kind === 'key' ? '' : describeFields(this.#content.fields);
  }
}
