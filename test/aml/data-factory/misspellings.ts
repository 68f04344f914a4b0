export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** The caller's own names: of headers, parameters, inputs and of what a body holds. */
const FREE_NAMES = /(?:^|\.)(?:headers|body|parameters|mlPipelineParameters)\.[^.]+/;

export interface Misspelling {
  /** The property, its parents before it. */
  readonly at: string;
  readonly content: Json;
}

/** Copies of a file with one property misspelt each, none of those whose names are free. */
export function misspellings(content: Json): readonly Misspelling[] {
  return misspelt(content, '').filter(({ at }) => !FREE_NAMES.test(at));
}

function misspelt(value: Json, at: string): Misspelling[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries = Object.entries(value);
  return entries.flatMap(([name, inner]) => {
    const here = at === '' ? name : `${at}.${name}`;
    const wrap = (content: Json): Json =>
      Array.isArray(value)
        ? value.map((one, index) => (String(index) === name ? content : one))
        : { ...value, [name]: content };
    const below = misspelt(inner, here).map((one) => ({ at: one.at, content: wrap(one.content) }));
    if (Array.isArray(value)) return below;
    const content = Object.fromEntries(entries.map(([key, one]) => [key === name ? `${key}x` : key, one]));
    return below.concat({ at: here, content });
  });
}
