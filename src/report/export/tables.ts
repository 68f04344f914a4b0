import type { Box } from '../../contract/row.ts';
import type { FailedRow } from '../html/report-content.ts';
import type { RowRecord } from '../verify/row-record.ts';

export const TABLE_NAMES = ['rows', 'lines', 'plates', 'failed'] as const;
export type TableName = (typeof TABLE_NAMES)[number];

/** A cell; null is empty. */
export type Cell = string | number | null;

/** The columns of a table, and its records of one row: none, one or several. */
export interface Table {
  readonly columns: readonly string[];
  recordsOf(row: RowRecord): readonly (readonly Cell[])[];
}

const CORNERS = ['x1', 'y1', 'x2', 'y2', 'x3', 'y3', 'x4', 'y4'];
const NO_CORNERS = CORNERS.map(() => null);
const FAILED_COLUMNS = ['file', 'code', 'message'];

export const TABLES: Readonly<Record<TableName, Table>> = {
  rows: {
    columns: [
      'file',
      'status',
      'plate',
      'plates',
      'text',
      'confidence',
      'engine',
      'model',
      'pages',
      'width',
      'height',
      'unit',
      'partition',
      'sha256',
      'duration_ms',
      'error_code',
      'error_message',
      'metadata',
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
        row.sha256,
        row.duration_ms,
        row.error?.code ?? null,
        row.error?.message ?? null,
        row.metadata === null ? null : JSON.stringify(row.metadata),
      ],
    ],
  },
  lines: {
    columns: ['file', 'line', 'page', 'text', 'confidence', ...CORNERS],
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
    columns: ['file', 'plate', 'text', 'raw', 'confidence', 'format', 'page', ...CORNERS],
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
    columns: FAILED_COLUMNS,
    recordsOf: ({ file, status, error }) =>
      status === 'failed' ? [[file, error?.code ?? null, error?.message ?? null]] : [],
  },
};

/** A failed item that has no row. */
export function failedRecord({ file, code, message }: FailedRow): readonly Cell[] {
  return [file, code, message];
}

const cornersOfBox = (box: Box | undefined): readonly Cell[] => box ?? NO_CORNERS;
