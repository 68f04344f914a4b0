import { areDaysInCalendar, toDatePartition } from './date-partition.ts';
import { namesNothing } from './no-partition.ts';
import type { OptionType } from './option.ts';

/** Two numbers and a year, or three short numbers: either of two may be the day. */
const UNCLEAR_ORDER = /^\d{1,2}([-/._ ])\d{1,2}\1(?:\d{4}|\d\d)(?:[ T]\d{1,2}:.*)?$/;
const DAY_AND_MONTH = '(?:0[1-9]|[12]\\d|3[01])';
const UNCLEAR_DIGITS = new RegExp(
  `^(?:${DAY_AND_MONTH}(?:0[1-9]|1[0-2])|(?:0[1-9]|1[0-2])${DAY_AND_MONTH})(?:19|20)\\d\\d$`,
);
const UNCLEAR_BELOW = /\/\d{1,2}([-/._])\d{1,2}\1(?:19|20)\d\d(?=\/|$)/;

/** A time is never the name of a folder on its own. */
const TIME_LEFT = /\d:\d\d/;

const MONTH_NAME =
  /^(?=.*\d)[\p{L}\d,.:+()/ -]*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b[\p{L}\d,.:+()/ -]*$/iu;

const WILDCARD_OR_CONTROL = /[*?[\]\p{Cc}]/u;

/**
 * A partition: folder names joined by slashes. A text is accepted when it means one partition without doubt. A day or a
 * month in any spelling with the year first is returned as `2020/08/07` or `2020/08`; what is no date is taken as it is.
 *
 * What cannot name a partition must not pass: it would look like a folder that no image is in, and every image would be
 * skipped.
 */
export const partitionType: OptionType<string> = {
  check: (text) =>
    toPartition(text) === null
      ? 'folder names joined by slashes, for example 2020/08/07 for a day or 2020/08 for a month, or a day as 2020-08-07, 20200807 or 2020-08-07T23:30:00Z; leave the option out to read every image'
      : null,
  parse: (text) => toPartition(text) ?? text,
};

function toPartition(text: string): string | null {
  const outside = trimmed(text);
  const given = trimmed(withoutWildcard(trimmed(decoded(outside).replaceAll('\\', '/'))));
  const plain = asciiForm(given);
  const isFolder = /\/["'\s]*$/.test(text);
  if (namesNothing(given, isFolder) || namesNothing(plain, isFolder)) return null;
  if (WILDCARD_OR_CONTROL.test(given)) return null;
  const date = toDatePartition(plain);
  if (date !== undefined) return date !== null && areFolderNames(date) ? date : null;
  if (
    [UNCLEAR_ORDER, UNCLEAR_DIGITS, UNCLEAR_BELOW, MONTH_NAME, TIME_LEFT].some((form) => form.test(plain))
  ) {
    return null;
  }
  if (!areDaysInCalendar(plain)) return null;
  return areFolderNames(given) ? given : null;
}

/** Blanks, characters without a width and quotes around it, and slashes. */
function trimmed(text: string): string {
  return text.replaceAll(/^[\s\p{Cf}'"/]+|[\s\p{Cf}'"/]+$/gu, '');
}

/**
 * Percent-encoding, once or twice; what is not encoded is unchanged, and so are the values of Hive's folders, which are
 * encoded on disk: `ts=10%3A00`.
 */
function decoded(text: string): string {
  if (text.includes('=')) return text;
  if (!/%[\da-f]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll(/%25(?=[\da-f]{2})/gi, '%'));
  } catch {
    return text;
  }
}

/** `2020/08/07/*` means the folder, as does `/**`. */
function withoutWildcard(text: string): string {
  return text.replace(/(?<=.)\/\*{1,2}(?:\/\*(?:\.\*)?)?$/, '');
}

/** Full-width digits, the various dashes and slashes, and blanks around them: what a keyboard or an editor makes of a date. */
function asciiForm(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/[\p{Pd}\u2212]/gu, '-')
    .replaceAll(/[\u2044\u2215\u29F8]/g, '/')
    .replaceAll(/ *([-/]) */g, '$1')
    .replaceAll(/\/+/g, '/');
}

function areFolderNames(text: string): boolean {
  return text !== '' && text.split('/').every((name) => !['', '.', '..'].includes(name.trim()));
}
