import type { TextSpan } from './view.ts';

/** The end of a value in a header, a query, a connection string, JSON or a sentence, encoded or not. */
const VALUE = String.raw`[^\s"'&;,<>\\)\]}]+`;
/** Where a name begins: after anything but a letter, or after a character that is percent-encoded. */
const START = String.raw`(?:(?<![a-z])|(?<=%[0-9a-f]{2}))`;
const SPACE = String.raw`(?:\s|%20|\+)`;
/** `name: value`, `name=value`, `"name": "value"`, also in JSON inside JSON, and percent-encoded. */
const TO_VALUE = String.raw`(?:\\*["'])?\s*(?:[:=]|%3[AD])${SPACE}*(?:\\*["'])?`;

/**
 * Credentials that their form gives away, whatever their value. The part that is secret is the group `secret`.
 *
 * https://learn.microsoft.com/rest/api/storageservices/create-service-sas (sig),
 * https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string (AccountKey),
 * https://www.rfc-editor.org/rfc/rfc7519 (JWT), https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1 (user information)
 */
const SHAPES: readonly RegExp[] = [
  /(?<secret>eyJ[\w-]{8,}(?:\.[\w-]*){1,4})/dg,
  new RegExp(String.raw`${START}(?:sig|signature)(?:=|%(?:25)*3D)(?<secret>${VALUE})`, 'dgi'),
  new RegExp(
    String.raw`${START}(?:AccountKey|SharedAccessKey|SharedAccessSignature|client_secret|client_assertion|refresh_token|access_token|(?:ocp-apim-)?subscription-key|prediction-key|training-key|x-functions-key|api-key|x-identity-header)${TO_VALUE}(?<secret>${VALUE})`,
    'dgi',
  ),
  new RegExp(
    String.raw`${START}authorization${TO_VALUE}(?:Bearer|Basic|Digest|Negotiate|NTLM|SharedKey\w*)${SPACE}+(?<secret>${VALUE})`,
    'dgi',
  ),
  new RegExp(String.raw`${START}authorization${TO_VALUE}(?<secret>(?=\S*\d)[\w%+/=.:~-]{8,})`, 'dgi'),
  new RegExp(
    String.raw`\b(?:Bearer|Basic)${SPACE}+(?<secret>(?=\S*[\d=])[\w%+/=.~-]+|[\w%+/=.~-]{24,})`,
    'dgi',
  ),
  /:\/\/(?<secret>[^\s/?#@"'<>]+:[^\s/?#@"'<>]*)@/dg,
];

/** A text without one of these has no credential of a known form. */
const HINT =
  /eyJ|sig|accountkey|sharedaccess|client_|_token|-key|identity-header|authorization|bearer|basic|@/i;

export function credentialSpans(text: string): readonly TextSpan[] {
  if (!HINT.test(text)) return [];
  return SHAPES.flatMap((shape) =>
    Array.from(text.matchAll(shape), ({ indices }) => {
      const [start, end] = indices?.groups?.['secret'] ?? [0, 0];
      return { start, end };
    }),
  );
}
