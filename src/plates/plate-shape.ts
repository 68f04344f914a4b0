import { normalisePlate } from './plate-text.ts';

/**
 * `regular`: letters and digits in short groups, as most countries write plates. `doubtful`: a name, a number or a word with a
 * number, which is a plate only if nothing else in the image is as large.
 */
export type PlateShape = 'regular' | 'doubtful';

const REGULAR_LENGTH = { least: 5, most: 10 };
const DOUBTFUL_LENGTH = { least: 4, most: 10 };
/** Length of a name or a number on its own. */
const PURE_LENGTH = { least: 5, most: 8 };
/** More letters in a row are a word. */
const LONGEST_LETTERS = 3;
/** Changes between letters and digits. */
const MOST_CHANGES = 4;

/** What a recogniser makes of a seal, an emblem or a screw between the letters. */
const STICKERS = /[=÷×※‖⊙¤§]|(?![©®™])\p{So}/gu;
/** Characters that no plate has, and that no sticker is read as. */
const FOREIGN = /[^\p{L}\p{N}\p{M}\s\-–—·•.:*'’"|_~`´]/u;
const LOWER_CASE = /\p{Ll}/u;
/** A price, a time, a date or a telephone number. */
const NUMBER = /\d[.:]\d/;
const DATE = /^\d{1,4}[-.]\d{1,2}(?:[-.]\d{1,4})?$/;
const YEAR_OR_DATE = /(?:19|20)\d\d/;

/** Letters that stand beside a number in print and on vehicles: units, months, abbreviations. */
const BESIDE_NUMBERS = new Set(
  (
    'KG KM KMH MPH ML CL CM MM LB OZ GB MB KW HP PS EUR USD GBP VAT GST TEL FAX NO NR NUM REF QTY PCS ' +
    'AM PM JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC EXIT NEXT ROOM PAGE STEP TYPE LINE GATE'
  ).split(' '),
);

/** The shape of a text as read; null when it is not like a plate. */
export function plateShape(raw: string): PlateShape | null {
  if (FOREIGN.test(raw.replaceAll(STICKERS, ' ')) || LOWER_CASE.test(raw) || NUMBER.test(raw)) return null;
  const text = normalisePlate(raw);
  const { length } = Array.from(text);
  const runs = text.match(/\d+|\D+/g) ?? [];
  if (runs.length === 1) {
    const isDate = DATE.test(raw) || (/\d/.test(text) && /[-\s]/.test(raw) && YEAR_OR_DATE.test(text));
    return isWithin(length, PURE_LENGTH) && !isDate ? 'doubtful' : null;
  }
  const letters = raw.match(/[\p{L}\p{M}]+/gu) ?? [];
  const isRegular =
    isWithin(length, REGULAR_LENGTH) &&
    runs.length <= MOST_CHANGES + 1 &&
    letters.every((run) => run.length <= LONGEST_LETTERS) &&
    !letters.every((run) => BESIDE_NUMBERS.has(run));
  if (isRegular) return 'regular';
  return isWithin(length, DOUBTFUL_LENGTH) ? 'doubtful' : null;
}

function isWithin(value: number, { least, most }: { least: number; most: number }): boolean {
  return value >= least && value <= most;
}
