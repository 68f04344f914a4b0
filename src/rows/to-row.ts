import type { Outcome, ReadOutcome } from '../batch/outcome.ts';
import type { RowDetail } from '../config/worker-options.ts';
import { type Row, ROW_SCHEMA_VERSION, type RowLine, type RowRegion, type RowWord } from '../contract/row.ts';
import { toDisplayPath } from '../images/file-system-path.ts';
import type { Line, Region, Word } from '../ocr/reading.ts';

export interface RowContext {
  /** The `--engine` in use. */
  readonly engine: string;
  readonly detail: RowDetail;
  readonly metadataOf: (key: string) => Row['metadata'];
}

/** The row of an outcome, whichever it is; leaving failed ones out is the caller's policy. */
export function toRow(outcome: Outcome, context: RowContext): Row {
  const { item, durationMs } = outcome;
  const common = {
    file: item.key,
    partition: item.partition,
    duration_ms: Math.round(durationMs),
    metadata: context.metadataOf(item.key),
    schema_version: ROW_SCHEMA_VERSION,
  } as const;
  switch (outcome.kind) {
    case 'read':
      return { ...common, ...toReadFields(outcome, context), error: null };
    case 'skipped':
      return { ...common, status: 'skipped', ...NOTHING_READ, sha256: null, error: null };
    case 'failed': {
      const { code, message } = outcome.error;
      const error = { code, message: toDisplayPath(message) };
      return { ...common, status: 'failed', ...NOTHING_READ, sha256: outcome.sha256, error };
    }
  }
}

const NOTHING_READ = {
  text: '',
  confidence: null,
  engine: null,
  model: null,
  pages: null,
  width: null,
  height: null,
  unit: null,
} as const;

function toReadFields({ reading, sha256 }: ReadOutcome, { engine, detail }: RowContext) {
  const [first] = reading.pages;
  const lines = reading.pages.flatMap(({ page, lines: found }) =>
    found.map((line) => toRowLine(line, page, detail)),
  );
  return {
    status: lines.length > 0 ? ('succeeded' as const) : ('no_text' as const),
    text: lines.map(({ text }) => text).join('\n'),
    confidence: mean(lines.flatMap(({ confidence }) => confidence ?? [])),
    engine,
    model: reading.model,
    pages: reading.pages.length,
    width: first?.width ?? null,
    height: first?.height ?? null,
    unit: first?.unit ?? null,
    ...(detail === 'text' ? {} : { lines }),
    ...(reading.regions === undefined ? {} : { regions: reading.regions.map(toRowRegion) }),
    sha256,
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
