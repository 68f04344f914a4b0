import { isRecord } from '../contract/is-record.ts';
import { parseJson } from '../contract/parse-json.ts';
import { SecretError } from './secret-error.ts';
import type { Secret } from './secret.ts';

/** A secret's value: a bare key, or a JSON object with everything its service needs. */
export type SecretContent =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, unknown>> };

/**
 * Spaces and line breaks around the value are dropped: `echo` and editors add them.
 *
 * @throws SecretError naming the secret, never its value
 */
export function readContent(name: string, secret: Secret): SecretContent {
  const text = secret.reveal().trim();
  if (/^[{["]/.test(text)) return { kind: 'fields', fields: readObject(name, text) };
  if (!isKey(text)) {
    throw invalid(
      `Secret '${name}' is ${text === '' ? 'empty' : 'not a key: it has spaces or characters that a key cannot have'}`,
    );
  }
  return { kind: 'key', key: text };
}

/** Whether the text can be sent in an HTTP header unencoded. */
export function isKey(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

function readObject(name: string, text: string): Readonly<Record<string, unknown>> {
  const value = parseJson(text);
  if (value === undefined) throw invalid(`Secret '${name}' begins like JSON but is not valid JSON`);
  if (!isRecord(value)) throw invalid(`Secret '${name}' is JSON but not an object`);
  return value;
}

function invalid(problem: string): SecretError {
  return new SecretError('secret_value', [
    `${problem}: store the bare key, or a JSON object such as {"endpoint": "https://…", "key": "…"}.`,
  ]);
}
