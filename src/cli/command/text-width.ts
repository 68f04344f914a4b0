import stringWidth from 'string-width';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Control characters, and characters that reverse or hide text in a terminal. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu;

/** At most `columns` columns, with an ellipsis where something was cut; nothing in it can move the cursor. */
export function truncateToWidth(text: string, columns: number): string {
  let width = 0;
  let result = '';
  let fitting = '';
  for (const { segment } of graphemes.segment(
    text.slice(0, 4 * columns).replaceAll(UNPRINTABLE, '\u{FFFD}'),
  )) {
    width += stringWidth(segment);
    if (width > columns) return `${fitting}…`;
    result += segment;
    if (width < columns) fitting = result;
  }
  return result;
}
