import { ROW_STATUSES } from '../../contract/row.ts';
import { html, type Markup } from './markup.ts';
import type { ReportContent } from './report-content.ts';

const MAX_LABEL = 40;

const SORTS = [
  ['file-order', 'order of the file'],
  ['confidence', 'lowest confidence'],
  ['confidence-down', 'highest confidence'],
  ['name', 'name of the file'],
  ['plate', 'plate'],
] as const;

/** What the plates and rows below are searched, filtered and sorted by; the script listens to it. */
export function reportControls({ failures }: ReportContent): Markup {
  const codes = failures.map(({ code }) => [code, labelOf(code)] as const);
  return html`<search>
    <form class="controls" id="controls" aria-label="Search and filter plates and rows">
      <label class="wide"
        >Search <input type="search" name="query" placeholder="file, text or plate"
      /></label>
      ${choice('status', 'Status', [
        ['', 'any'],
        ...ROW_STATUSES.map((status) => [status, status] as const),
        ['warning', 'with a warning'],
      ])}
      ${choice('reason', 'Reason', [['', 'any'], ...codes])}
      ${choice('plates', 'Plates', [
        ['', 'with and without'],
        ['with', 'with a plate'],
        ['format', 'with a known format'],
        ['without', 'without'],
      ])}
      <div class="limits">
        <label
          >Confidence from <input type="number" name="from" min="0" max="1" step="0.05" placeholder="0"
        /></label>
        <label>to <input type="number" name="to" min="0" max="1" step="0.05" placeholder="1" /></label>
      </div>
      ${choice('sort', 'Sort by', SORTS)}
      <button type="reset">Reset</button>
      <output id="found" aria-live="polite"></output>
    </form>
  </search>`;
}

/** A browser makes room for a label whatever its length. */
function labelOf(code: string): string {
  return code.length > MAX_LABEL ? `${code.slice(0, MAX_LABEL)}…` : code;
}

function choice(
  name: string,
  label: string,
  options: readonly (readonly [value: string, label: string])[],
): Markup {
  return html`<label
    >${label}
    <select name="${name}">
      ${options.map(([value, shown]) => html`<option value="${value}">${shown}</option>`)}
    </select></label
  >`;
}
