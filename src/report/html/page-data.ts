import type { Box } from '../../contract/row.ts';
import type { RowRecord } from '../verify/row-record.ts';
import { cleanText, Markup } from './markup.ts';
import type { FailedRow, ReportContent } from './report-content.ts';
import { shorten } from './rows-table.ts';

const MAX_LINES = 500;
const MAX_WARNINGS = 5;

/** What the script of the page works on; browser/model.js describes it too. */
export interface PageData {
  readonly items: readonly PageItem[];
  readonly failed: readonly FailedRow[];
}

interface PageItem {
  readonly file: string;
  readonly status: string;
  readonly confidence: number | null;
  readonly text: string;
  readonly reason: string | null;
  /** Their messages. */
  readonly warnings: readonly string[];
  readonly plates: readonly PagePlate[];
  /** WebP, base64; the size and the lines are there for such an item only. */
  readonly picture: string | null;
  readonly size: readonly [width: number, height: number] | null;
  readonly lines: readonly PageLine[];
}

interface PagePlate {
  readonly text: string;
  readonly confidence: number | null;
  readonly format: string | null;
  /** WebP, base64. */
  readonly crop: string | null;
  readonly box: Box | null;
}

interface PageLine {
  readonly text: string;
  readonly confidence: number | null;
  readonly box: Box;
}

export function pageData({ rows, failures, pictures }: ReportContent): PageData {
  const items = [...new Set([...rows.rows, ...rows.uncertain])];
  const shown = new Set(items.map(({ file }) => file));
  return {
    items: items.map((row) => toItem(row, pictures)),
    failed: failures.flatMap(({ failed }) => failed).filter(({ file }) => !shown.has(file)),
  };
}

function toItem(row: RowRecord, pictures: ReportContent['pictures']): PageItem {
  const picture = pictures.get(row);
  const { width, height } = row;
  return {
    file: row.file,
    status: row.status,
    confidence: row.confidence,
    text: shorten(row.error === null ? row.text : row.error.message),
    reason: row.error?.code ?? null,
    warnings: (row.warnings ?? []).slice(0, MAX_WARNINGS).map(({ message }) => shorten(message)),
    plates: row.plates.map(({ text, confidence, format, box, page }, index) => ({
      text,
      confidence,
      format: format ?? null,
      crop: picture?.plates[index] ?? null,
      box: picture === undefined || page !== 1 ? null : (box ?? null),
    })),
    picture: picture?.whole ?? null,
    size: picture === undefined || width === null || height === null ? null : [width, height],
    lines: picture === undefined ? [] : linesOf(row),
  };
}

function linesOf({ lines = [], regions = [] }: RowRecord): PageLine[] {
  const found = [...lines.filter(({ page }) => page === 1), ...(lines.length === 0 ? regions : [])];
  return found.slice(0, MAX_LINES).map(({ text, confidence, box }) => ({ text, confidence, box }));
}

/** JSON in a block of data, which no browser runs, and which no text can leave. */
export function dataBlock(data: PageData): Markup {
  const json = JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'string' ? cleanText(value) : value,
  );
  const inert = json.replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new Markup(`<script type="application/json" id="data">${inert}</script>`);
}
