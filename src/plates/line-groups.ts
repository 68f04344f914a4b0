import type { RowWord } from '../contract/row.ts';
import { continuesRow, isNextRow, type LinePlace, placeOf } from './line-place.ts';
import { normalisePlate } from './plate-text.ts';

/** A line that may be a plate or a piece of one. */
export interface PlatePiece {
  readonly line: RowWord;
  readonly place: LinePlace;
}

/** Letters and digits of the longest plate. */
const LONGEST = 10;
/** Letters and digits of a line that a plate is a part of. */
const LONGEST_LINE = 24;
const MOST_IN_ROW = 4;
/** Letters and digits in one of two rows. */
const LONGEST_ROW = 6;
const MOST_IN_STACKED_ROW = 2;

/** The lines that are short enough, in their order. */
export function toPieces(lines: readonly RowWord[]): PlatePiece[] {
  return lines
    .filter(({ text }) => {
      const { length } = normalisePlate(text);
      return length > 0 && length <= LONGEST_LINE;
    })
    .map((line) => ({ line, place: placeOf(line.box) }));
}

/** Pieces that may be one plate, in reading order: each alone, neighbours in a row, and two rows one above the other. */
export function groupPieces(pieces: readonly PlatePiece[]): (readonly PlatePiece[])[] {
  const rows = pieces.flatMap((piece) => rowsFrom(piece, pieces));
  const short = rows.filter((row) => row.length <= MOST_IN_STACKED_ROW && lengthOf(row) <= LONGEST_ROW);
  const stacks = short.flatMap((upper) =>
    short
      .filter((lower) => lower.every((piece) => !upper.includes(piece)) && isStack(upper, lower))
      .map((lower) => upper.concat(lower)),
  );
  return [...rows, ...stacks].filter((group) => group.length === 1 || lengthOf(group) <= LONGEST);
}

/** The piece, the piece and its neighbour, and so on. */
function rowsFrom(first: PlatePiece, pieces: readonly PlatePiece[]): PlatePiece[][] {
  const rows = [[first]];
  let row = [first];
  while (row.length < MOST_IN_ROW) {
    const { place } = row.at(-1)!;
    const [next] = pieces
      .filter((piece) => !row.includes(piece) && continuesRow(place, piece.place))
      .toSorted((a, b) => distance(a.place, place) - distance(b.place, place));
    if (next === undefined) break;
    row = row.concat(next);
    rows.push(row);
  }
  return rows;
}

/** Whether the first pieces of two rows, or any others, are one above the other. */
function isStack(upper: readonly PlatePiece[], lower: readonly PlatePiece[]): boolean {
  return upper.some((above) => lower.some((below) => isNextRow(above.place, below.place)));
}

function lengthOf(pieces: readonly PlatePiece[]): number {
  return pieces.reduce((sum, { line }) => sum + normalisePlate(line.text).length, 0);
}

function distance(a: LinePlace, b: LinePlace): number {
  return Math.hypot(a.middle[0] - b.middle[0], a.middle[1] - b.middle[1]);
}
