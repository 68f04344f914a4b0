import { knownSecrets } from './known-secrets.ts';

/**
 * A value of JSON, such as a row or a reading, without known secrets in its texts, also where one is spread over several lines
 * or words. Only values that this process knows are removed: a text that merely looks like a credential is what the
 * image says. The same object when nothing was removed.
 */
export function redactTexts<T>(value: T): T {
  const texts: string[] = [];
  mapTexts(value, (text) => {
    texts.push(text);
    return text;
  });
  const redacted = knownSecrets.redactPieces(texts);
  if (redacted === texts) return value;
  let index = 0;
  return mapTexts(value, () => redacted[index++] ?? '') as T;
}

/** Visits the texts in the order of their fields. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) {
    return typeof value[0] === 'number' ? value : value.map((part) => mapTexts(part, change));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapTexts(part, change)]));
}
