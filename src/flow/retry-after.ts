/** Looks up a header by its lower-case name. */
export type HeaderLookup = (name: string) => string | undefined;

/**
 * The delay that a service requests, in milliseconds; null when it does not. In this order: `retry-after-ms` and
 * `x-ms-retry-after-ms`, `Retry-After` in seconds or as an HTTP date, "retry after N second(s)" in the error's text.
 *
 * Sources: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after,
 * https://learn.microsoft.com/azure/ai-services/computer-vision/how-to/call-read-api
 */
export function parseRetryAfter(header: HeaderLookup, text: string, nowMs: number): number | null {
  return (
    milliseconds(header('retry-after-ms')) ??
    milliseconds(header('x-ms-retry-after-ms')) ??
    secondsOrDate(header('retry-after'), nowMs) ??
    secondsInText(text)
  );
}

function milliseconds(value: string | undefined): number | null {
  return value !== undefined && /^\s*\d+(\.\d+)?\s*$/.test(value) ? Number(value) : null;
}

function secondsOrDate(value: string | undefined, nowMs: number): number | null {
  if (value === undefined) return null;
  const seconds = milliseconds(value);
  if (seconds !== null) return seconds * 1000;
  // Date.parse takes bare numbers such as "-5" for dates; an HTTP date starts with the day's name.
  const date = /^\s*[A-Za-z]{3,9},? /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

function secondsInText(text: string): number | null {
  const match = /retry after (\d{1,6}) (milli)?second/i.exec(text);
  return match === null ? null : Number(match[1]) * (match[2] === undefined ? 1000 : 1);
}
