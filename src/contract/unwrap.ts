/**
 * A text without what editors, shells, tables and chats put around it: blanks, line breaks, byte order marks, and pairs
 * of quotes or angle brackets.
 */
export function unwrap(text: string): string {
  const trimmed = text.replaceAll(/^[\s\u200B\uFEFF]+|[\s\u200B\uFEFF]+$/g, '');
  const [, ...inner] = /^(?:"(.*)"|'(.*)'|`(.*)`|<(.*)>|“(.*)”|‘(.*)’)$/s.exec(trimmed) ?? [];
  const found = inner.find((group) => group !== undefined);
  return found === undefined ? trimmed : unwrap(found);
}
