export const STRING_INDEX_TYPES = ['textElements', 'unicodeCodePoint', 'utf16CodeUnit'] as const;
/** What the offsets and lengths of a Document Intelligence response count. */
export type StringIndexType = (typeof STRING_INDEX_TYPES)[number];

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

const LENGTHS: Readonly<Record<StringIndexType, (text: string) => number>> = {
  textElements: (text) => Array.from(graphemes.segment(text)).length,
  unicodeCodePoint: (text) => Array.from(text).length,
  utf16CodeUnit: (text) => text.length,
};

export function lengthIn(text: string, type: StringIndexType): number {
  return LENGTHS[type](text);
}
