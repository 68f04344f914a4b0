import type { Reading } from '../../ocr/reading.ts';

const ITEM = /^(?:\d+|\d+-\d+|\d+-|-\d+)$/;

/**
 * The pages that a `pages` value such as `1,3-4,9-` selects out of `count`, ascending; all pages without a value.
 * Null when the value is malformed, an item runs backwards, or nothing is selected.
 */
export function selectPages(pages: string | null, count: number): readonly number[] | null {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  if (pages === null) return all;
  const ranges = pages.split(',').map((item) => toRange(item.trim()));
  if (ranges.some((range) => range === null || range.first < 1 || range.last < range.first)) return null;
  const selected = all.filter((page) =>
    ranges.some((range) => range && page >= range.first && page <= range.last),
  );
  return selected.length === 0 ? null : selected;
}

function toRange(item: string): { first: number; last: number } | null {
  if (!ITEM.test(item)) return null;
  const [first = '', last = first] = item.split('-');
  return {
    first: first === '' ? 1 : Number(first),
    last: last === '' ? Number.POSITIVE_INFINITY : Number(last),
  };
}

export function pickPages(reading: Reading, pages: readonly number[]): Reading {
  return { ...reading, pages: reading.pages.filter(({ page }) => pages.includes(page)) };
}
