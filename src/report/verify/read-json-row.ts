import { type Check, check, describeProblem, problemsOf } from '../../contract/check.ts';
import { listOf, mapOf, nullable, objectOf } from '../../contract/compound-checks.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { type Box, type Row, ROW_SCHEMA_VERSION } from '../../contract/row.ts';
import {
  fractionCheck,
  numberCheck,
  memberOf,
  textCheck,
  wholeNumberFrom,
} from '../../contract/value-checks.ts';
import { sha256Check, statusCheck } from './row-checks.ts';
import type { ParsedLine, RowReader } from './row-record.ts';

const box: Check<Box> = check(
  'a list of 8 numbers',
  (value) =>
    Array.isArray(value) && value.length === 8 && value.every((corner) => typeof corner === 'number'),
);
const page = wholeNumberFrom(1);
const word = { text: textCheck, confidence: nullable(fractionCheck), box };

const coded = objectOf({ code: textCheck, message: textCheck });

/** `schema/row.schema.json`, with messages for the problems; a test keeps the two consistent. */
const rowCheck: Check<Row> = objectOf(
  {
    file: textCheck,
    status: statusCheck,
    text: textCheck,
    confidence: nullable(fractionCheck),
    engine: nullable(textCheck),
    model: nullable(textCheck),
    pages: nullable(page),
    width: nullable(numberCheck),
    height: nullable(numberCheck),
    unit: nullable(memberOf(['pixel', 'inch'])),
    partition: nullable(textCheck),
    sha256: nullable(sha256Check),
    duration_ms: wholeNumberFrom(0),
    error: nullable(coded),
    metadata: nullable(mapOf(textCheck)),
    schema_version: memberOf<typeof ROW_SCHEMA_VERSION>([ROW_SCHEMA_VERSION]),
  },
  {
    lines: listOf(objectOf({ ...word, page }, { words: listOf(objectOf(word)) })),
    plates: listOf(objectOf({ ...word, raw: textCheck, page, format: nullable(textCheck) })),
    regions: listOf(objectOf({ ...word, tag: textCheck, probability: fractionCheck })),
    warnings: listOf(coded),
  },
);

/** `--row_format jsonl`. */
export const jsonRows: RowReader = { read: readJsonRow, identityOf };

export function readJsonRow(line: string): ParsedLine {
  const value = parseJson(line);
  if (value === undefined) {
    return { kind: 'broken', problem: isTorn(line) ? 'torn: a part of the row is missing' : 'not JSON' };
  }
  if (!rowCheck.accepts(value)) return { kind: 'broken', problem: describeFirstProblem(value) };
  const { plates } = value;
  return { kind: 'row', row: plates === undefined ? { ...value, plates: [] } : { ...value, plates } };
}

function identityOf(line: string): string {
  return JSON.stringify({ ...Object(parseJson(line)), duration_ms: null });
}

function describeFirstProblem(value: unknown): string {
  return problemsOf(rowCheck, value)
    .slice(0, 1)
    .map((problem) => describeProblem(problem, 'the line'))
    .join();
}

/** Only the end of a row, only its beginning, or two rows in one line. */
function isTorn(line: string): boolean {
  const begins = line.startsWith('{"');
  return begins !== line.endsWith('}') || (begins && line.indexOf('{"file":', 1) > 0);
}
