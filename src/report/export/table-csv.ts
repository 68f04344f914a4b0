import { escapeFormula } from '../../rows/csv-formula.ts';
import { type Cell, type TableContent, type ExportRecord, toSpreadsheetText } from './cell.ts';

/** Without it Excel takes UTF-8 for the code page of the country. */
const BYTE_ORDER_MARK = '\uFEFF';
const CHUNK_CHARACTERS = 256 * 1024;

/** A table as CSV with a header, in UTF-8 with a byte order mark. */
export async function* csvFile({ columns, records }: TableContent): AsyncGenerator<Buffer> {
  let chunk = BYTE_ORDER_MARK + csvRecord(columns.map(({ name }) => name));
  for await (const record of records) {
    chunk += csvRecord(record);
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  yield Buffer.from(chunk);
}

/** A record of RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180), with its line break; formulas in texts are escaped. */
export function csvRecord(cells: ExportRecord): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = escapeFormula(toSpreadsheetText(cell));
  return /[",;\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
