/** A part of a text: UTF-16 code units from `start` up to, but not including, `end`. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A decoded text, and where in its source each of its characters comes from. */
export interface DecodedView {
  readonly text: string;
  /** The first source character of the decoded character `index`. */
  startOf(index: number): number;
  /** The end of the source characters of the decoded character `index`. */
  endOf(index: number): number;
}

/** The span of the source from which a span of a view was decoded. */
export function toSource({ start, end }: TextSpan, view: DecodedView): TextSpan {
  return { start: view.startOf(start), end: view.endOf(end - 1) };
}

/** Sorted, and without overlaps. */
export function mergeSpans(spans: readonly TextSpan[]): TextSpan[] {
  const merged: TextSpan[] = [];
  for (const span of spans.toSorted((one, other) => one.start - other.start)) {
    const last = merged.at(-1);
    if (last === undefined || span.start > last.end) merged.push(span);
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return merged;
}

/** @param spans sorted, without overlaps */
export function replaceSpans(text: string, spans: readonly TextSpan[], replacement: string): string {
  let end = 0;
  let result = '';
  for (const span of spans) {
    result += text.slice(end, span.start) + replacement;
    ({ end } = span);
  }
  return result + text.slice(end);
}
