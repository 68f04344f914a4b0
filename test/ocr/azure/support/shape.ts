/** Of a reading with words, whichever engine it comes from. */
export const READING_FIELDS = [
  'model',
  'pages.height',
  'pages.lines.box',
  'pages.lines.confidence',
  'pages.lines.text',
  'pages.lines.words.box',
  'pages.lines.words.confidence',
  'pages.lines.words.text',
  'pages.page',
  'pages.unit',
  'pages.width',
];

/** The paths of all fields, arrays looked into: `a.b.c`. Eight numbers of a box are one field. */
export function fieldsOf(value: unknown, path = ''): readonly string[] {
  const parts = Array.isArray(value) ? value.flatMap((item) => fieldsOf(item, path)) : partsOf(value, path);
  return [...new Set(parts)].toSorted();
}

function partsOf(value: unknown, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, field]) =>
    fieldsOf(field, path === '' ? name : `${path}.${name}`),
  );
}
