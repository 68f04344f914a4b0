/**
 * How many of a document's pages are selected by ranges such as `1-3`, `7`, `9-` and `-2`.
 *
 * @param ranges as `--pages` is parsed; null selects all
 */
export function countSelectedPages(ranges: readonly string[] | null, pages: number): number {
  if (ranges === null) return pages;
  const spans = ranges.map((range) => toSpan(range, pages)).toSorted(([one], [other]) => one - other);
  let end = 0;
  let count = 0;
  for (const [first, last] of spans) {
    count += Math.max(0, last - Math.max(first, end + 1) + 1);
    end = Math.max(end, last);
  }
  return count;
}

function toSpan(range: string, pages: number): readonly [first: number, last: number] {
  const [first = '', last] = range.split('-');
  return [Number(first || 1), Math.min(pages, Number(last === undefined ? first : last || pages))];
}
