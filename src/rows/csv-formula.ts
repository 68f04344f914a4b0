/**
 * A text that a spreadsheet takes for a formula, in the list of https://owasp.org/www-community/attacks/CSV_Injection, its
 * full-width forms included. Spaces before it do not help, and apostrophes are counted, so that one can be removed again.
 */
const FORMULA = /^['\s\p{C}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** The text with an apostrophe before it where a spreadsheet would take it for a formula. */
export function escapeFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The inverse. A text that was not escaped comes back unchanged, unless it is an apostrophe before a formula. */
export function unescapeFormula(text: string): string {
  return text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;
}
