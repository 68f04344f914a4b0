import type { Span } from './span.ts';

/** Minimum number of lines on each side of a gutter; with fewer, the page is a form, a receipt or a sign. */
const MIN_LINES = 6;
/** Ratio of width to height of a typical line of running text; prices and table cells are shorter. */
const MIN_ASPECT = 6;
/** Maximum share of the lines that cross a gutter, such as headings. */
const MAX_CROSSING = 0.15;

/** Minimum gap between two bands, as a share of the height of the line below it. */
const BAND_GAP = 0.8;
/** Minimum number of lines of a block beside another. */
const MIN_BLOCK_LINES = 3;
/** Minimum gap between two blocks, as a share of the height of a line. */
const BLOCK_GAP = 1;
/** Maximum distance of two lines that are level with each other, as a share of the lower height. */
const LEVEL = 0.3;
/** Maximum share of the lines of a block that are level with one of the other; in a table all are. */
const MAX_LEVEL = 0.34;

/**
 * Cuts a page of running text into columns: the groups are in reading order, and a heading across columns is a
 * group of its own. Any other page is one group, to be read row by row.
 */
export function splitColumns<T extends Span>(spans: readonly T[]): T[][] {
  const gutter = findGutter(spans);
  if (gutter === null) {
    const bands = splitBands(spans);
    return bands.length > 1 ? bands.flatMap(splitColumns) : splitBlocks(spans);
  }
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

/** Cuts a page where nothing is as high as a line, so that a wide head does not hide the columns below it. */
function splitBands<T extends Span>(spans: readonly T[]): T[][] {
  const bands: T[][] = [];
  let bottom = -Infinity;
  for (const span of spans.toSorted((a, b) => a.y - a.height / 2 - (b.y - b.height / 2))) {
    const top = span.y - span.height / 2;
    if (top - bottom > BAND_GAP * span.height) bands.push([span]);
    else bands.at(-1)!.push(span);
    bottom = Math.max(bottom, span.y + span.height / 2);
  }
  return bands;
}

/** Two blocks side by side whose lines are not level with each other, such as an address beside the date of a letter. */
function splitBlocks<T extends Span>(spans: readonly T[]): T[][] {
  for (const { left: x } of spans.toSorted((a, b) => a.left - b.left)) {
    const left = spans.filter((span) => span.left < x);
    const right = spans.filter((span) => span.left >= x);
    if (Math.min(left.length, right.length) < MIN_BLOCK_LINES) continue;
    if (left.some((span) => span.right > x - BLOCK_GAP * span.height)) continue;
    const [fewer, more] = left.length < right.length ? [left, right] : [right, left];
    const level = fewer.filter((span) => more.some((other) => isLevel(span, other))).length;
    if (level <= MAX_LEVEL * fewer.length) return [...splitColumns(left), ...splitColumns(right)];
  }
  return [[...spans]];
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

function isLevel(a: Span, b: Span): boolean {
  return Math.abs(a.y - b.y) <= LEVEL * Math.min(a.height, b.height);
}

/** Outlines are a little wider than their text, so both edges are moved in by half a height. */
function crosses(span: Span, x: number): boolean {
  return span.left < x - span.height / 2 && span.right > x + span.height / 2;
}
