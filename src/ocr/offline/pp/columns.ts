/** An outline after the page is deskewed. */
export interface Span {
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly height: number;
}

/** Minimum number of lines on each side of a gutter; with fewer, the page is a form, a receipt or a sign. */
const MIN_LINES = 6;
/** Ratio of width to height of a typical line of running text; prices and table cells are shorter. */
const MIN_ASPECT = 6;
/** Maximum share of the lines that cross a gutter, such as headings. */
const MAX_CROSSING = 0.15;

/**
 * Cuts a page of running text into columns: the groups are in reading order, and a heading across columns is a
 * group of its own. Any other page is one group, to be read row by row.
 */
export function splitColumns<T extends Span>(spans: readonly T[]): T[][] {
  const gutter = findGutter(spans);
  if (gutter === null) return [[...spans]];
  const sorted = spans.toSorted((a, b) => a.y - b.y);
  const groups: T[][] = [];
  let [left, right]: [T[], T[]] = [[], []];
  const flush = (): void => {
    groups.push(...splitColumns(left), ...splitColumns(right));
    [left, right] = [[], []];
  };
  for (const span of sorted) {
    if (crosses(span, gutter)) {
      flush();
      groups.push([span]);
    } else if (span.right <= gutter + span.height / 2) left.push(span);
    else right.push(span);
  }
  flush();
  return groups.filter((group) => group.length > 0);
}

/** The x that the fewest lines cross, if there is running text on both sides. */
function findGutter(spans: readonly Span[]): number | null {
  if (spans.length < 2 * MIN_LINES) return null;
  let best: { x: number; crossing: number; balance: number } | null = null;
  for (const { left: x } of spans) {
    const crossing = spans.filter((span) => crosses(span, x)).length;
    const balance = Math.abs(spans.filter((span) => span.right <= x).length - spans.length / 2);
    if (crossing > MAX_CROSSING * spans.length || !isBetweenTexts(spans, x)) continue;
    if (!best || crossing < best.crossing || (crossing === best.crossing && balance < best.balance)) {
      best = { x, crossing, balance };
    }
  }
  return best?.x ?? null;
}

function isBetweenTexts(spans: readonly Span[], x: number): boolean {
  return (
    isRunningText(spans.filter((span) => !crosses(span, x) && span.left < x - span.height / 2)) &&
    isRunningText(spans.filter((span) => !crosses(span, x) && span.left >= x - span.height / 2))
  );
}

function isRunningText(spans: readonly Span[]): boolean {
  const aspects = spans.map((span) => (span.right - span.left) / span.height).toSorted((a, b) => a - b);
  return spans.length >= MIN_LINES && aspects[aspects.length >> 1]! >= MIN_ASPECT;
}

/** Outlines are a little wider than their text, so both edges are moved in by half a height. */
function crosses(span: Span, x: number): boolean {
  return span.left < x - span.height / 2 && span.right > x + span.height / 2;
}
