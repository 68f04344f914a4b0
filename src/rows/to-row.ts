import type { Outcome, ReadOutcome } from '../batch/outcome.ts';
import type { ItemError } from '../contract/errors.ts';
import type { RowDetail } from '../config/worker-options.ts';
import {
  type Row,
  ROW_SCHEMA_VERSION,
  type RowError,
  type RowLine,
  type RowRegion,
  type RowWord,
} from '../contract/row.ts';
import { toDisplayPath } from '../files/file-system-path.ts';
import type { Line, Region, Word } from '../ocr/reading.ts';
import { findPlates } from '../plates/find-plates.ts';
import type { PlateFormat } from '../plates/plate-format.ts';

export interface RowContext {
  /** The `--engine` in use. */
  readonly engine: string;
  readonly detail: RowDetail;
  readonly plateFormats: readonly PlateFormat[];
  readonly metadataOf: (key: string) => Row['metadata'];
}

/** The row of an outcome of any kind; the caller decides whether to leave out failed ones. */
export function toRow(outcome: Outcome, context: RowContext): Row {
  const { item, durationMs } = outcome;
  return {
    file: item.key,
    ...toOutcomeFields(outcome, context),
    partition: item.partition,
    sha256: outcome.kind === 'skipped' ? null : outcome.sha256,
    duration_ms: Math.round(durationMs),
    error: outcome.kind === 'failed' ? toRowError(outcome.error) : null,
    metadata: context.metadataOf(item.key),
    schema_version: ROW_SCHEMA_VERSION,
  };
}

function toOutcomeFields(outcome: Outcome, context: RowContext) {
  switch (outcome.kind) {
    case 'read':
      return toReadFields(outcome, context);
    case 'skipped':
    case 'failed':
      return { status: outcome.kind, ...NOTHING_READ };
  }
}

function toRowError({ code, message }: ItemError): RowError {
  return { code, message: toDisplayPath(message) };
}

const NOTHING_READ = {
  plates: [],
  text: '',
  confidence: null,
  engine: null,
  model: null,
  pages: null,
  width: null,
  height: null,
  unit: null,
} as const;

function toReadFields({ reading }: ReadOutcome, { engine, detail, plateFormats }: RowContext) {
  const [first] = reading.pages;
  const lines = reading.pages.flatMap(({ page, lines: found }) =>
    found.map((line) => toRowLine(line, page, detail)),
  );
  return {
    status: lines.length > 0 ? ('succeeded' as const) : ('no_text' as const),
    plates: findPlates(reading.pages, reading.regions ?? [], plateFormats),
    text: lines.map(({ text }) => text).join('\n'),
    confidence: mean(lines.flatMap(({ confidence }) => confidence ?? [])),
    engine,
    model: reading.model,
    pages: reading.pages.length || null,
    width: first?.width ?? null,
    height: first?.height ?? null,
    unit: first?.unit ?? null,
    ...(detail === 'text' ? {} : { lines }),
    ...(reading.regions === undefined ? {} : { regions: reading.regions.map(toRowRegion) }),
    ...(reading.warnings === undefined ? {} : { warnings: reading.warnings }),
  };
}

function toRowLine(line: Line, page: number, detail: RowDetail): RowLine {
  const words = detail === 'words' ? { words: line.words.map(toRowWord) } : {};
  return { ...toRowWord(line), page, ...words };
}

function toRowRegion({ tag, probability, ...word }: Region): RowRegion {
  return { tag, probability: round(probability), ...toRowWord(word) };
}

function toRowWord({ text, confidence, box }: Word): RowWord {
  return { text, confidence: confidence === null ? null : round(confidence), box };
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return round(values.reduce((sum, value) => sum + value, 0) / values.length);
}

function round(confidence: number): number {
  return Number(confidence.toFixed(4));
}
