/**
 * The rows of one mini-batch as AML writes them: each followed by a line feed, nothing escaped. AML joins its files in
 * text mode, which turns every CR LF and CR into a line feed; the same happens here.
 */
export function toRowText(rows: readonly string[]): string {
  return rows.map((row) => `${row.replaceAll(/\r\n?/g, '\n')}\n`).join('');
}
