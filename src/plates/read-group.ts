import { withoutStrip } from './country-strip.ts';
import { matchFormat, type PlateFormat } from './plate-format.ts';
import { plateShape, type PlateShape } from './plate-shape.ts';
import { normalisePlate } from './plate-text.ts';

/** What lines that may be one plate say. */
export interface GroupReading {
  /** Normalised, look-alikes resolved where a format demands it. */
  readonly text: string;
  /** As read, a line feed between lines. */
  readonly raw: string;
  readonly format: string | null;
  /** Null when the text is not like a plate. */
  readonly shape: PlateShape | null;
}

/** Letters and digits without anything between them. */
interface CharacterGroup {
  readonly text: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** A line with more groups is a sentence. */
const MOST_GROUPS = 6;

/** @param texts of one plate, at least one */
export function readGroup(texts: readonly string[], formats: readonly PlateFormat[]): GroupReading {
  const all = texts.flatMap(characterGroups);
  const plate = withoutStrip(all);
  const raw = rawOf(plate, texts);
  const text = normalisePlate(raw);
  const shape = plateShape(plate === all ? texts.join('\n') : raw);
  const match = shape === null ? null : matchFormat(text, formats);
  if (match !== null) return { ...match, raw, shape };
  return readPart(all, texts, formats) ?? { text, raw, format: null, shape };
}

/** The longest part of a single line that has a format, between words of the strip or the dealer. */
function readPart(
  groups: readonly CharacterGroup[],
  texts: readonly string[],
  formats: readonly PlateFormat[],
): GroupReading | null {
  if (texts.length > 1 || groups.length > MOST_GROUPS || /\p{Ll}/u.test(texts[0] ?? '')) return null;
  for (let length = groups.length - 1; length > 0; length--) {
    for (let from = 0; from + length <= groups.length; from++) {
      const raw = rawOf(groups.slice(from, from + length), texts);
      const match = plateShape(raw) === 'regular' ? matchFormat(normalisePlate(raw), formats) : null;
      if (match !== null) return { ...match, raw, shape: 'regular' };
    }
  }
  return null;
}

function characterGroups(text: string, line: number): CharacterGroup[] {
  return Array.from(text.matchAll(/[\p{L}\p{N}\p{M}]+/gu), ({ 0: found, index }) => ({
    text: normalisePlate(found),
    line,
    start: index,
    end: index + found.length,
  }));
}

function rawOf(groups: readonly CharacterGroup[], texts: readonly string[]): string {
  return texts
    .map((text, line) => {
      const inLine = groups.filter((group) => group.line === line);
      return text.slice(inLine[0]?.start ?? 0, inLine.at(-1)?.end ?? 0);
    })
    .filter((part) => part !== '')
    .join('\n');
}
