import { createHash } from 'node:crypto';
import { MAX_UNCERTAIN, type ReportContent } from './report-content.ts';
import { failuresTable } from './failures.ts';
import { html, Markup } from './markup.ts';
import { metricsTable } from './metrics-table.ts';
import { rowsTable } from './rows-table.ts';
import { STYLE } from './style.ts';

/** Nothing but our own style and images within the page: no script, no request. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; img-src data:; base-uri 'none'; form-action 'none'`;

/** Not a template: the policy has the hash of the exact text, which a formatter of templates would indent. */
const STYLE_ELEMENT = new Markup(`<style>${STYLE}</style>`);

/** One self-contained page. */
export function reportPage(content: ReportContent): string {
  const { title, verify, rows, uncertain, failures, metrics, thumbnails } = content;
  const left = verify.rows - rows.length;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <h1><bdi>${title}</bdi></h1>
        <dl>${totals(content)}</dl>
        ${integrity(content)} ${nothingRead(content)}
        <h2>Failures by reason</h2>
        ${failuresTable(failures)} ${metricsTable(metrics)}
        <h2>Rows</h2>
        <details>
          <summary>Lowest confidence first (${uncertain.length} rows)</summary>
          <p>The least certain of all rows that have a confidence, at most ${MAX_UNCERTAIN}.</p>
          ${rowsTable(uncertain, thumbnails)}
        </details>
        <p>
          ${left > 0 ? `The first ${rows.length} of ${verify.rows} rows; ${left} are not shown.` : `All ${rows.length} rows, in the order of the file.`}
        </p>
        ${rowsTable(rows, thumbnails)}
      </body>
    </html> `.source;
}

const total = (label: string, value: number): Markup =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;

function totals({ verify }: ReportContent): Markup[] {
  return [
    total('rows', verify.rows),
    ...Object.entries(verify.rows_by_status).map(([status, count]) => total(status, count)),
    total('failed items', verify.failed_items.count),
  ];
}

function nothingRead({ verify }: ReportContent): Markup[] {
  return verify.nothing_read === null ? [] : [html`<p class="bad">${verify.nothing_read}</p>`];
}

function integrity({ verify }: ReportContent): Markup {
  const { broken_lines, conflicting_duplicates, identical_duplicates } = verify;
  const counts = [
    `${broken_lines.count} broken lines`,
    `${conflicting_duplicates.count} conflicting rows`,
    `${identical_duplicates.count} identical duplicates`,
  ].join(', ');
  return html`<p class="${verify.ok ? 'good' : 'bad'}">
    ${verify.lines} lines: ${counts}.
    ${verify.ok ? '' : 'Only valid rows are shown, the first of each image.'}
  </p>`;
}
