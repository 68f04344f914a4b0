import type { Row } from '../contract/row.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';

/**
 * The row without known secrets, also where one is spread over several lines or words. Only values that this process
 * knows are removed: a text that merely looks like a credential is what the image says.
 */
export function redactRow(row: Row): Row {
  const texts: string[] = [];
  mapTexts(row, (text) => {
    texts.push(text);
    return text;
  });
  const redacted = knownSecrets.redactPieces(texts);
  if (redacted === texts) return row;
  let index = 0;
  return mapTexts(row, () => redacted[index++] ?? '') as Row;
}

/** Visits the strings in the order of their fields. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    return typeof value[0] === 'number' ? value : value.map((part) => mapTexts(part, change));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapTexts(part, change)]));
}
