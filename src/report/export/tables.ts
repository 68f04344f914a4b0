import { toDatePartition } from '../../config/date-partition.ts';
import type { Box } from '../../contract/row.ts';
import type { FailedRow } from '../html/report-content.ts';
import type { RowRecord } from '../verify/row-record.ts';
import type { Column, ColumnType, ExportRecord } from './cell.ts';

export const TABLE_NAMES = ['rows', 'lines', 'plates', 'failed'] as const;
export type TableName = (typeof TABLE_NAMES)[number];

/** The columns of a table, and its records of one row: none, one or several. */
export interface Table {
  readonly columns: readonly Column[];
  recordsOf(row: RowRecord): readonly ExportRecord[];
}

const columns = (type: ColumnType, ...names: readonly string[]): Column[] =>
  names.map((name) => ({ name, type }));

const CORNERS = columns('number', 'x1', 'y1', 'x2', 'y2', 'x3', 'y3', 'x4', 'y4');
const NO_CORNERS = CORNERS.map(() => null);

export const TABLES: Readonly<Record<TableName, Table>> = {
  rows: {
    columns: [
      ...columns('text', 'file', 'status', 'plate'),
      ...columns('integer', 'plates'),
      ...columns('text', 'text'),
      ...columns('number', 'confidence'),
      ...columns('text', 'engine', 'model'),
      ...columns('integer', 'pages'),
      ...columns('number', 'width', 'height'),
      ...columns('text', 'unit', 'partition'),
      ...columns('date', 'date'),
      ...columns('text', 'sha256'),
      ...columns('integer', 'duration_ms'),
      ...columns('text', 'error_code', 'error_message', 'warnings', 'metadata'),
    ],
    recordsOf: (row) => [
      [
        row.file,
        row.status,
        row.plates[0]?.text ?? null,
        row.plates.length,
        row.text,
        row.confidence,
        row.engine,
        row.model,
        row.pages,
        row.width,
        row.height,
        row.unit,
        row.partition,
        dateOf(row.partition),
        row.sha256,
        row.duration_ms,
        row.error?.code ?? null,
        row.error?.message ?? null,
        row.warnings?.map(({ code, message }) => `${code}: ${message}`).join(' ') ?? null,
        row.metadata === null ? null : JSON.stringify(row.metadata),
      ],
    ],
  },
  lines: {
    columns: [
      ...columns('text', 'file'),
      ...columns('integer', 'line', 'page'),
      ...columns('text', 'text'),
      ...columns('number', 'confidence'),
      ...CORNERS,
    ],
    recordsOf: ({ file, lines = [] }) =>
      lines.map(({ page, text, confidence, box }, index) => [
        file,
        index + 1,
        page,
        text,
        confidence,
        ...box,
      ]),
  },
  plates: {
    columns: [
      ...columns('text', 'file'),
      ...columns('integer', 'plate'),
      ...columns('text', 'text', 'raw'),
      ...columns('number', 'confidence'),
      ...columns('text', 'format'),
      ...columns('integer', 'page'),
      ...CORNERS,
    ],
    recordsOf: ({ file, plates }) =>
      plates.map(({ text, raw = null, confidence, format = null, page = null, box }, index) => [
        file,
        index + 1,
        text,
        raw,
        confidence,
        format,
        page,
        ...cornersOfBox(box),
      ]),
  },
  failed: {
    columns: columns('text', 'file', 'code', 'message'),
    recordsOf: ({ file, status, error }) =>
      status === 'failed' ? [[file, error?.code ?? null, error?.message ?? null]] : [],
  },
};

/** A failed item that has no row. */
export function failedRecord({ file, code, message }: FailedRow): ExportRecord {
  return [file, code, message];
}

const cornersOfBox = (box: Box | undefined): ExportRecord => box ?? NO_CORNERS;

/** Of a partition that begins with a day: `2020/08/07`, `year=2020/month=08/day=07`. */
function dateOf(partition: string | null): string | null {
  const [day] = /^\d{4}\/\d\d\/\d\d/.exec(toDatePartition(partition ?? '') ?? '') ?? [];
  return day?.replaceAll('/', '-') ?? null;
}
