import { parse } from 'csv-parse/sync';
import { isRecord } from '../../contract/is-record.ts';
import { ROW_SCHEMA_VERSION, ROW_STATUSES } from '../../contract/row.ts';
import { CSV_COLUMNS } from '../../rows/csv-row.ts';
import type { ParsedLine } from './row-record.ts';

type Column = (typeof CSV_COLUMNS)[number];
type Test = readonly [accepted: string, test: (value: string) => boolean];

const orEmpty = ([accepted, test]: Test): Test => [
  `${accepted} or nothing`,
  (value) => value === '' || test(value),
];
const number: Test = ['a number', (value) => value.trim() !== '' && Number.isFinite(Number(value))];
const fraction: Test = [
  'a number from 0 to 1',
  (value) => number[1](value) && Number(value) >= 0 && Number(value) <= 1,
];
const wholeFrom = (least: number): Test => [
  `a whole number from ${least}`,
  (value) => /^\d+$/.test(value) && Number(value) >= least,
];

const TESTS: Partial<Record<Column, Test>> = {
  status: [`one of ${ROW_STATUSES.join(', ')}`, (value) => ROW_STATUSES.some((status) => status === value)],
  confidence: orEmpty(fraction),
  pages: orEmpty(wholeFrom(1)),
  width: orEmpty(number),
  height: orEmpty(number),
  sha256: orEmpty(['64 hex digits', (value) => /^[0-9a-f]{64}$/.test(value)]),
  duration_ms: wholeFrom(0),
  metadata: orEmpty(['a JSON object', isJsonObject]),
  schema_version: [String(ROW_SCHEMA_VERSION), (value) => value === String(ROW_SCHEMA_VERSION)],
};

/** A line of `--row_format csv`. */
export function readCsvRow(line: string): ParsedLine {
  const fields = parseFields(line);
  if (fields === null) return { kind: 'broken', problem: 'torn or no CSV: a quote is open or out of place' };
  if (fields.length !== CSV_COLUMNS.length) {
    const problem = `${fields.length} of ${CSV_COLUMNS.length} CSV columns: torn, or no row of ours`;
    return { kind: 'broken', problem };
  }
  const row = Object.fromEntries(CSV_COLUMNS.map((column, index) => [column, fields[index] ?? ''])) as Record<
    Column,
    string
  >;
  for (const column of CSV_COLUMNS) {
    const [accepted, test] = TESTS[column] ?? ANYTHING;
    if (!test(row[column])) return { kind: 'broken', problem: `${column}: ${accepted} was expected` };
  }
  return { kind: 'row', row: toRecord(row) };
}

const ANYTHING: Test = ['a text', () => true];

function toRecord({ duration_ms: _time, ...said }: Record<Column, string>) {
  const { file, status, text, confidence, error } = said;
  return {
    file,
    status: ROW_STATUSES.find((known) => known === status) ?? 'failed',
    text,
    confidence: confidence === '' ? null : Number(confidence),
    error: error === '' ? null : splitError(error),
    regions: null,
    identity: JSON.stringify(said),
  };
}

/** `code: message` */
function splitError(error: string) {
  const end = error.indexOf(': ');
  return end === -1
    ? { code: error, message: '' }
    : { code: error.slice(0, end), message: error.slice(end + 2) };
}

function parseFields(line: string): string[] | null {
  try {
    const records: string[][] = parse(line, { relax_column_count: true });
    return records.length === 1 ? (records[0] ?? null) : null;
  } catch {
    return null;
  }
}

function isJsonObject(value: string): boolean {
  try {
    return isRecord(JSON.parse(value));
  } catch {
    return false;
  }
}
