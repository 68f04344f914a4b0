import type { CsvFormulas } from '../config/worker-options.ts';
import type { Row, RowError, RowWarning } from '../contract/row.ts';
import { escapeFormula } from './csv-formula.ts';

/** The order of the fields; there is no header, because AML appends every mini-batch to one file. */
export const CSV_COLUMNS = [
  'file',
  'status',
  'text',
  'confidence',
  'engine',
  'model',
  'pages',
  'width',
  'height',
  'partition',
  'sha256',
  'duration_ms',
  'error',
  'metadata',
  'plate',
  'warnings',
  'schema_version',
] as const;

/**
 * RFC 4180 quoting (https://www.rfc-editor.org/rfc/rfc4180), but never a line break inside a field: every run of
 * breaks and control characters becomes one space, because AML's file is split at line breaks. `error` is
 * `code: message`, `warnings` the same, one after the other, `metadata` a JSON object, `plate` the most certain plate. The text of an image is anybody's, and CSV is what people open in a
 * spreadsheet, so formulas are escaped unless they are to be kept.
 */
export function formatCsvRow(row: Row, formulas: CsvFormulas = 'escape'): string {
  const toCell = formulas === 'escape' ? escapeFormula : String;
  return CSV_COLUMNS.map((column) => quote(toCell(flatten(toText(row, column))))).join(',');
}

function toText(row: Row, column: (typeof CSV_COLUMNS)[number]): string {
  if (column === 'error') return row.error === null ? '' : describe(row.error);
  if (column === 'warnings') return row.warnings?.map(describe).join(' ') ?? '';
  if (column === 'metadata') return row.metadata === null ? '' : JSON.stringify(row.metadata);
  if (column === 'plate') return row.plates?.[0]?.text ?? '';
  return String(row[column] ?? '');
}

function describe({ code, message }: RowError | RowWarning): string {
  return `${code}: ${message}`;
}

function flatten(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').toWellFormed();
}

function quote(field: string): string {
  return /[",;]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
