import { escapeFormula } from '../../../rows/csv-formula.ts';
import { type Cell, type ColumnType, toSpreadsheetText } from '../cell.ts';
import { STYLE } from './workbook-parts.ts';

/** https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3 */
export const MAX_CELL_CHARACTERS = 32_767;

const DAY_MS = 86_400_000;
/** Day 0 of a spreadsheet's dates, from 1900-03-01 on; it takes 1900 for a leap year. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const FIRST_OF_MARCH_1900 = 61;

/**
 * A cell of a sheet; nothing for an empty one.
 *
 * @param at its reference: `B7`
 * @param onCut called for a text that is longer than a cell holds
 */
export function sheetCell(cell: Cell, type: ColumnType, at: string, onCut: () => void): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? `<c r="${at}"><v>${cell}</v></c>` : '';
  if (type === 'date') return `<c r="${at}" s="${STYLE.date}"><v>${dayNumber(cell)}</v></c>`;
  if (cell === '') return '';
  const text = toCellText(cell, onCut);
  return textCell(text, at, escapeFormula(text) === text ? STYLE.plain : STYLE.quoted);
}

/** `quoted` shows a text as it is, and keeps it one when it is edited. */
export function textCell(text: string, at: string, style: number): string {
  return `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

function toCellText(text: string, onCut: () => void): string {
  const shown = toSpreadsheetText(text);
  if (shown.length <= MAX_CELL_CHARACTERS) return shown;
  onCut();
  return `${shown.slice(0, MAX_CELL_CHARACTERS - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

function dayNumber(date: string): number {
  const days = (Date.parse(date) - DAY_ZERO) / DAY_MS;
  return days < FIRST_OF_MARCH_1900 ? days - 1 : days;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** `_x0041_` is an A in a sheet, so that its first line is written in this way itself; U+FFFE and U+FFFF are not in XML. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    .replaceAll(/[\uFFFE\uFFFF]/g, '\uFFFD')
    .replaceAll(/[&<>]/g, (character) => ENTITIES[character] ?? '');
}
