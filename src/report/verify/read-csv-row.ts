import { parse } from 'csv-parse/sync';
import { type Check, check, describeProblem } from '../../contract/check.ts';
import { isRecord } from '../../contract/is-record.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { type Row, type RowError, ROW_SCHEMA_VERSION, ROW_STATUSES } from '../../contract/row.ts';
import {
  anything,
  fractionCheck,
  numberCheck,
  memberOf,
  wholeNumberFrom,
} from '../../contract/value-checks.ts';
import { unescapeFormula } from '../../rows/csv-formula.ts';
import { CSV_COLUMNS } from '../../rows/csv-row.ts';
import { sha256Check, statusCheck } from './row-checks.ts';
import type { ParsedLine, RowReader, RowRecord } from './row-record.ts';

type Column = (typeof CSV_COLUMNS)[number];

type LaterColumn = 'plate' | 'warnings';

/** The columns of rows of this version and of older ones; the last column tells a torn row from an old one. */
const GENERATIONS: readonly (readonly Column[])[] = [
  CSV_COLUMNS,
  CSV_COLUMNS.filter((column) => column !== 'warnings'),
  CSV_COLUMNS.filter((column) => column !== 'warnings' && column !== 'plate'),
];

type CsvFields = Record<Exclude<Column, LaterColumn>, string> & Partial<Record<LaterColumn, string>>;

const orEmpty = ({ accepted, accepts }: Check): Check =>
  check(`${accepted} or nothing`, (value) => value === '' || accepts(value));

/** Checks the parsed value of a column, not its text. */
const from = (parseText: (text: string) => unknown, { accepted, accepts }: Check): Check =>
  check(accepted, (value) => accepts(parseText(String(value))));

const toNumber = (value: string) => (value.trim() === '' ? Number.NaN : Number(value));
const toWholeNumber = (value: string) => (/^\d+$/.test(value) ? Number(value) : Number.NaN);

const CHECKS: Partial<Record<Column, Check>> = {
  status: statusCheck,
  confidence: orEmpty(from(toNumber, fractionCheck)),
  pages: orEmpty(from(toWholeNumber, wholeNumberFrom(1))),
  width: orEmpty(from(toNumber, numberCheck)),
  height: orEmpty(from(toNumber, numberCheck)),
  sha256: orEmpty(sha256Check),
  duration_ms: from(toWholeNumber, wholeNumberFrom(0)),
  metadata: orEmpty(from(parseJson, check('a JSON object', isRecord))),
  schema_version: memberOf([String(ROW_SCHEMA_VERSION)]),
};

/** `--row_format csv`, formulas escaped or not. */
export const csvRows: RowReader = { read: readCsvRow, identityOf };

export function readCsvRow(line: string): ParsedLine {
  const fields = parseFields(line);
  if (fields === null)
    return { kind: 'broken', problem: 'torn, or not CSV: a quote is open or out of place' };
  const columns = GENERATIONS.find(({ length }) => length === fields.length);
  if (columns === undefined) {
    const problem = `${fields.length} of ${CSV_COLUMNS.length} CSV columns: torn, or not a row of this worker`;
    return { kind: 'broken', problem };
  }
  const row = Object.fromEntries(
    columns.map((column, index) => [column, unescapeFormula(fields[index] ?? '')]),
  ) as CsvFields;
  for (const column of columns) {
    const { accepted, accepts } = CHECKS[column] ?? anything;
    const received = row[column] ?? '';
    if (accepts(received)) continue;
    const problem = describeProblem({ kind: 'wrong', path: column, received, accepted }, 'the line');
    return { kind: 'broken', problem };
  }
  return { kind: 'row', row: toRecord(row) };
}

function identityOf(line: string): string {
  const fields = parseFields(line) ?? [];
  return JSON.stringify(fields.toSpliced(CSV_COLUMNS.indexOf('duration_ms'), 1).map(unescapeFormula));
}

function toRecord(fields: CsvFields): RowRecord {
  const { status, confidence, error, plate = '', warnings = '', metadata } = fields;
  return {
    file: fields.file,
    status: ROW_STATUSES.find((known) => known === status) ?? 'failed',
    plates: plate === '' ? [] : [{ text: plate, confidence: null }],
    text: fields.text,
    confidence: numberOrNull(confidence),
    engine: fields.engine || null,
    model: fields.model || null,
    pages: numberOrNull(fields.pages),
    width: numberOrNull(fields.width),
    height: numberOrNull(fields.height),
    unit: null,
    partition: fields.partition || null,
    sha256: fields.sha256 || null,
    duration_ms: Number(fields.duration_ms),
    error: error === '' ? null : splitCode(error),
    ...(warnings !== '' && { warnings: [splitCode(warnings)] }),
    metadata: metadata === '' ? null : (parseJson(metadata) as Row['metadata']),
    schema_version: ROW_SCHEMA_VERSION,
  };
}

const numberOrNull = (text: string): number | null => (text === '' ? null : Number(text));

/** `code: message`; of several warnings, the messages of the others follow in that of the first. */
function splitCode(text: string): RowError {
  const end = text.indexOf(': ');
  return end === -1
    ? { code: text, message: '' }
    : { code: text.slice(0, end), message: text.slice(end + 2) };
}

function parseFields(line: string): string[] | null {
  try {
    const records: string[][] = parse(line, { relax_column_count: true });
    return records.length === 1 ? (records[0] ?? null) : null;
  } catch {
    return null;
  }
}
