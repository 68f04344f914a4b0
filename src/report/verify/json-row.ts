import { type Check, check, describeProblem, problemsOf } from '../../contract/check.ts';
import { listOf, mapOf, nullable, objectOf } from '../../contract/compound-checks.ts';
import { type Box, type Row, ROW_SCHEMA_VERSION } from '../../contract/row.ts';
import { fraction, number, oneOf, text, wholeNumberFrom } from '../../contract/value-checks.ts';
import { sha256Check, statusCheck } from './row-checks.ts';
import type { ParsedLine } from './row-record.ts';

const box: Check<Box> = check(
  'a list of 8 numbers',
  (value) =>
    Array.isArray(value) && value.length === 8 && value.every((corner) => typeof corner === 'number'),
);
const page = wholeNumberFrom(1);
const word = { text, confidence: nullable(fraction), box };

/** `schema/row.schema.json`, with words for what is wrong; a test holds the two together. */
const rowCheck: Check<Row> = objectOf(
  {
    file: text,
    status: statusCheck,
    text,
    confidence: nullable(fraction),
    engine: nullable(text),
    model: nullable(text),
    pages: nullable(page),
    width: nullable(number),
    height: nullable(number),
    unit: nullable(oneOf(['pixel', 'inch'])),
    partition: nullable(text),
    sha256: nullable(sha256Check),
    duration_ms: wholeNumberFrom(0),
    error: nullable(objectOf({ code: text, message: text })),
    metadata: nullable(mapOf(text)),
    schema_version: oneOf<typeof ROW_SCHEMA_VERSION>([ROW_SCHEMA_VERSION]),
  },
  {
    lines: listOf(objectOf({ ...word, page }, { words: listOf(objectOf(word)) })),
    regions: listOf(objectOf({ ...word, tag: text, probability: fraction })),
  },
);

/** A line of `--row_format jsonl`. */
export function readJsonRow(line: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: 'broken', problem: isTorn(line) ? 'torn: a part of the row is missing' : 'not JSON' };
  }
  if (!rowCheck.accepts(value)) return { kind: 'broken', problem: describeFirstProblem(value) };
  const { duration_ms: _time, ...said } = value;
  const { file, status, text: read, confidence, error, regions = null } = said;
  const identity = JSON.stringify(said);
  return { kind: 'row', row: { file, status, text: read, confidence, error, regions, identity } };
}

function describeFirstProblem(value: unknown): string {
  return problemsOf(rowCheck, value)
    .slice(0, 1)
    .map((problem) => describeProblem(problem, 'the line'))
    .join();
}

/** Only an end, only a beginning, or two rows in one. */
function isTorn(line: string): boolean {
  const begins = line.startsWith('{"');
  return begins !== line.endsWith('}') || (begins && line.indexOf('{"file":', 1) > 0);
}
