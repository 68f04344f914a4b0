import { ConfigurationError } from '../../../contract/errors.ts';
import type { TableContent } from '../cell.ts';
import { sheetCell, textCell } from './sheet-cell.ts';
import { SHEET_BEGIN, STYLE } from './workbook-parts.ts';

/** https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3 */
const MAX_SHEET_ROWS = 1_048_576;
/** A zip without the extension that not every spreadsheet reads. */
const MAX_SHEET_BYTES = 2 ** 32 - 1;
const CHUNK_CHARACTERS = 256 * 1024;
const COLUMN_WIDTHS = { text: 24, integer: 10, number: 12, date: 12 } as const;

/**
 * The sheet of a table, whose first row, the header, stays on the screen and filters.
 *
 * @throws ConfigurationError when a sheet cannot hold the table
 */
export async function* sheetXml(
  { columns, records, onCut }: TableContent,
  maxRows = MAX_SHEET_ROWS,
): AsyncGenerator<Buffer> {
  const letters = columns.map((_, index) => String.fromCodePoint(65 + index));
  let bytes = 0;
  const toBytes = (chunk: string): Buffer => {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > MAX_SHEET_BYTES) throw tooLarge('4 GB');
    return buffer;
  };

  let chunk = `${SHEET_BEGIN}<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns
    .map(
      ({ type }, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${COLUMN_WIDTHS[type]}" customWidth="1"/>`,
    )
    .join('')}</cols><sheetData>`;
  chunk += sheetRow(
    1,
    columns.map(({ name }, index) => textCell(name, `${letters[index]}1`, STYLE.header)),
  );
  let number = 1;
  for await (const record of records) {
    number += 1;
    if (number > maxRows) throw tooLarge(`${(maxRows - 1).toLocaleString('en')} records`);
    const cells = columns.map(({ type }, index) =>
      sheetCell(record[index] ?? null, type, `${letters[index]}${number}`, onCut),
    );
    chunk += sheetRow(number, cells);
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield toBytes(chunk);
    chunk = '';
  }
  yield toBytes(`${chunk}</sheetData><autoFilter ref="A1:${letters.at(-1)}${number}"/></worksheet>`);
}

const sheetRow = (number: number, cells: readonly string[]): string =>
  `<row r="${number}">${cells.join('')}</row>`;

function tooLarge(most: string): ConfigurationError {
  return new ConfigurationError([
    `The table has more than the ${most} that a sheet of xlsx holds: take --format parquet or csv, or export a part of ROWS.`,
  ]);
}
