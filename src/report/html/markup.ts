/** HTML that is safe to show: only `html` makes it, and it escapes every text put into it. */
export class Markup {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type Part = Markup | string | number | readonly Markup[];

/** A template whose values are texts (escaped) or markup (inserted unchanged). */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Markup {
  return new Markup(strings.map((text, index) => text + toSource(values[index] ?? '')).join(''));
}

function toSource(value: Part): string {
  if (value instanceof Markup) return value.source;
  if (typeof value === 'object') return value.map(({ source }) => source).join('');
  return escapeText(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** For text and for quoted attributes. */
function escapeText(text: string): string {
  return cleanText(text).replaceAll(/[&<>"'`]/g, (character) => ENTITIES[character] ?? '');
}

/** Control characters, which HTML forbids, and characters that reverse text become U+FFFD. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/(?![\t\n])[\p{Cc}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu, '\uFFFD');
}
