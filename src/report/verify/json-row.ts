import { type Row, ROW_SCHEMA_VERSION, ROW_STATUSES } from '../../contract/row.ts';
import type { ParsedLine } from './row-record.ts';
import { listOf, mapOf, nullable, objectOf, shape } from './shape.ts';

const text = shape('a text', (value) => typeof value === 'string');
const number = shape('a number', (value) => typeof value === 'number');
const fraction = shape(
  'a number from 0 to 1',
  (value) => typeof value === 'number' && value >= 0 && value <= 1,
);
const wholeFrom = (least: number) =>
  shape(`a whole number from ${least}`, (value) => Number.isInteger(value) && Number(value) >= least);
const page = wholeFrom(1);
const box = shape(
  'a list of 8 numbers',
  (value) =>
    Array.isArray(value) && value.length === 8 && value.every((corner) => typeof corner === 'number'),
);
const word = { text, confidence: nullable(fraction), box };

/** `schema/row.schema.json`, with words for what is wrong; a test holds the two together. */
const rowShape = objectOf(
  {
    file: text,
    status: shape(`one of ${ROW_STATUSES.join(', ')}`, (value) =>
      ROW_STATUSES.some((status) => status === value),
    ),
    text,
    confidence: nullable(fraction),
    engine: nullable(text),
    model: nullable(text),
    pages: nullable(page),
    width: nullable(number),
    height: nullable(number),
    unit: shape('pixel, inch or null', (value) => value === 'pixel' || value === 'inch' || value === null),
    partition: nullable(text),
    sha256: nullable(
      shape('64 hex digits', (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)),
    ),
    duration_ms: wholeFrom(0),
    error: nullable(objectOf({ code: text, message: text })),
    metadata: nullable(mapOf(text)),
    schema_version: shape(String(ROW_SCHEMA_VERSION), (value) => value === ROW_SCHEMA_VERSION),
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
  const problem = rowShape(value);
  if (problem !== null) return { kind: 'broken', problem };
  const { duration_ms: _time, ...said } = value as Row;
  const { file, status, text: read, confidence, error, regions = null } = said;
  const identity = JSON.stringify(said);
  return { kind: 'row', row: { file, status, text: read, confidence, error, regions, identity } };
}

/** Only an end, only a beginning, or two rows in one. */
function isTorn(line: string): boolean {
  const begins = line.startsWith('{"');
  return begins !== line.endsWith('}') || (begins && line.indexOf('{"file":', 1) > 0);
}
