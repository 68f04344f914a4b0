/** Hive names the parts of a path: `year=2020/month=08/day=07`. */
const NAME = '(?:[A-Za-z_]+=)?';
const YEAR = `^${NAME}((?:19|20)\\d\\d)`;
const WITH_SEPARATORS = new RegExp(`${YEAR}([-/._ ])${NAME}(\\d{1,2})(?!\\d)(.*)$`, 's');
const WITHOUT_SEPARATORS = new RegExp(`${YEAR}(\\d\\d)(\\d\\d)?(?!\\d)(.*)$`, 's');
const HOUR = String.raw`(?:[01]?\d|2[0-3])`;
const CLOCK = String.raw`[T ]${HOUR}:[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d+)?)?(?: ?[AP]M)?|T(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?`;
const TIME = new RegExp(String.raw`^(?:(?:${CLOCK})(?: ?Z|[+-]\d\d:?\d\d)?|Z)(?=$|\/)`, 'i');
const IMPOSSIBLE_TIME = /^[T ]\d{1,2}:\d\d/i;

/** A second date, or the beginning of a list or a range. */
const MORE_DATES = /^ *(?:[,;&+]|\.\.|-(?=(?:19|20)\d\d)|to\b)/i;

/** `2020/08/07-09`: the days from one to another. */
const DAYS_OF_MONTH = /^-\d{1,2}(?=\/|$)/;
/** `2020-08-07/2020-08-08`: an interval of ISO 8601. */
const OTHER_DATE_BELOW = /^\/(?:19|20)\d\d-\d\d-\d\d$/;
const DATES_BELOW = /(?<=\/)((?:19|20)\d\d)\/(\d\d)\/(\d\d)(?=\/|$)/g;

/** Whether each date among the folders of a path is a day of the calendar. */
export function areDaysInCalendar(path: string): boolean {
  return [...path.matchAll(DATES_BELOW)].every(([, year, month, day]) =>
    isInCalendar(Number(year), Number(month), Number(day)),
  );
}

/**
 * The partition of a text that begins with a date, year first: `2020/08/07` or `2020/08`, with the folders that follow.
 *
 * @returns undefined when the text is no such date, null when there is no such day, or more than one date
 */
export function toDatePartition(text: string): string | null | undefined {
  const found = withSeparators(text) ?? withoutSeparators(text);
  if (found === null) return undefined;
  const { year, month, day } = found;
  const rest = day === null ? found.rest : found.rest.replace(TIME, '');
  if (MORE_DATES.test(rest) || DAYS_OF_MONTH.test(rest) || OTHER_DATE_BELOW.test(rest)) return null;
  if (day !== null && IMPOSSIBLE_TIME.test(rest)) return null;
  if (rest !== '' && !rest.startsWith('/')) return undefined;
  const date = day === null ? `${year}/${month}` : `${year}/${month}/${day}`;
  return isInCalendar(Number(year), Number(month), Number(day ?? 1)) ? `${date}${rest}` : null;
}

interface FoundDate {
  readonly year: string;
  /** Two digits. */
  readonly month: string;
  /** Two digits; null for a month. */
  readonly day: string | null;
  readonly rest: string;
}

function withSeparators(text: string): FoundDate | null {
  const match = WITH_SEPARATORS.exec(text);
  if (match === null) return null;
  const [, year = '', separator = '', month = '', afterMonth = ''] = match;
  const withDay = new RegExp(`^[${separator}]${NAME}(\\d{1,2})(?!\\d)(.*)$`, 's').exec(afterMonth);
  const [, day = null, rest = afterMonth] = withDay ?? [];
  return { year, month: month.padStart(2, '0'), day: day?.padStart(2, '0') ?? null, rest };
}

function withoutSeparators(text: string): FoundDate | null {
  const match = WITHOUT_SEPARATORS.exec(text);
  if (match === null) return null;
  const [, year = '', month = '', day = null, rest = ''] = match;
  return { year, month, day, rest };
}

function isInCalendar(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
