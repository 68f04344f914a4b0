import { NATIONAL_FORMATS } from './national-formats.ts';
import type { PlateFormat } from './plate-format.ts';

const PATTERN = /^(?=.*L)(?=.*D)[LD]{3,10}$/;

/** What `--plate_formats` accepts, when it does not accept the text; null when it does. */
export function checkPlateFormats(text: string): string | null {
  if (namesIn(text).length > 0 && namesIn(text).every((name) => toFormat(name) !== null)) return null;
  const countries = Object.keys(NATIONAL_FORMATS).join(', ');
  return `a list, separated by commas, of countries (${countries}) and of patterns of 3 to 10 letters (L) and digits (D) such as LLLDLDD`;
}

/** Parses a text that passed the check; in its order. */
export function parsePlateFormats(text: string): readonly PlateFormat[] {
  return namesIn(text).flatMap((name) => toFormat(name) ?? []);
}

function namesIn(text: string): string[] {
  return text
    .toUpperCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '');
}

function toFormat(name: string): PlateFormat | null {
  const national = Object.hasOwn(NATIONAL_FORMATS, name) ? NATIONAL_FORMATS[name] : undefined;
  if (national !== undefined) return { name, unusedLetters: '', ...national };
  return PATTERN.test(name) ? { name, patterns: [name], unusedLetters: '' } : null;
}
