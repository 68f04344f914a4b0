import { escapeFormula } from '../../rows/csv-formula.ts';
import type { Cell } from './tables.ts';

/** Without it Excel takes UTF-8 for the code page of the country. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** A record of RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), with its line break; formulas in texts are escaped. */
export function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** Line breaks stay; other control characters, which no spreadsheet shows, become spaces. */
function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = escapeFormula(cell.replaceAll(/(?![\t\n])\p{Cc}/gu, ' ').toWellFormed());
  return /[",;\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
