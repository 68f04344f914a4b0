import { isRecord } from '../contract/is-record.ts';
import { parseJson } from '../contract/parse-json.ts';
import { unwrap } from '../contract/unwrap.ts';
import { SecretError } from './secret-error.ts';
import type { Secret } from './secret.ts';

/** A secret's value: a bare key, or a JSON object with everything its service needs. */
export type SecretContent =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'fields'; readonly fields: Readonly<Record<string, unknown>> };

/**
 * Blanks, line breaks, byte order marks and quotes around the value are dropped: `echo`, editors and shells add them.
 *
 * @throws SecretError naming the secret, never its value
 */
export function readContent(name: string, secret: Secret): SecretContent {
  const text = withoutJsonString(secret.reveal());
  if (/^[{[]/.test(text)) return { kind: 'fields', fields: readObject(name, text) };
  const problem = keyProblem(text);
  if (problem !== null) throw invalid(`Secret '${name}' ${problem}`);
  return { kind: 'key', key: text };
}

/** Whether the text can be sent in an HTTP header unencoded. */
export function isKey(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

/** JSON that was put into a JSON string, as `JSON.stringify` and `jq @json` make it, is taken out of it again. */
function withoutJsonString(text: string): string {
  const trimmed = text.trim();
  const value = trimmed.startsWith('"') ? parseJson(trimmed) : undefined;
  return typeof value === 'string' && value.length < trimmed.length
    ? withoutJsonString(value)
    : unwrap(trimmed);
}

function keyProblem(text: string): string | null {
  if (text === '') return 'is empty';
  if (/^https?:\/\//i.test(text)) return 'is an address, not a key';
  if (/^\w+=[^;]*;/.test(text)) return 'looks like a connection string, not a key';
  return isKey(text) ? null : 'is not a key: it has spaces or characters that a key cannot have';
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
