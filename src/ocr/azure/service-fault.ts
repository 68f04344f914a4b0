import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { knownSecrets } from '../../redaction/known-secrets.ts';

/** The code and message of an error response, in any of the services' shapes. */
export interface ServiceFault {
  /** The most specific code that does not just repeat the HTTP status; null when there is none. */
  readonly code: string | null;
  /** One line, at most 300 characters; empty when there is none. */
  readonly message: string;
}

/**
 * Parses `{code, message}`, `{error: {code, message, innererror}}`, the gateway's `{error: {code: "401", …}}` and
 * `{statusCode, message}`, and bodies that are empty or not JSON (then there is neither code nor message).
 *
 * Source: https://learn.microsoft.com/rest/api/computervision/read-in-stream
 */
export function parseServiceFault(body: string): ServiceFault {
  const root = asRecord(parseJson(body));
  return faultOf(asRecord(root?.['error']) ?? root);
}

/** The code and message of an error object inside a response, without the secrets that it echoes. */
export function faultOf(error: Readonly<Record<string, unknown>> | null): ServiceFault {
  const chain: Readonly<Record<string, unknown>>[] = [];
  for (let level = error; level !== null && chain.length < 8; level = asRecord(level['innererror']))
    chain.push(level);
  const codes = chain.map((level) => level['code']).filter((code) => typeof code === 'string');
  const messages = chain.map((level) => level['message']).filter((message) => typeof message === 'string');
  return {
    code: codes.findLast((code) => /^[A-Za-z][\w.-]{0,63}$/.test(code)) ?? null,
    message: oneLine(messages.findLast((message) => message.trim() !== '') ?? ''),
  };
}

export function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return isRecord(value) ? value : null;
}

function oneLine(text: string): string {
  // Before it is cut: half a secret would not be found.
  return knownSecrets
    .redactMessage(text)
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 300)
    .toWellFormed();
}
