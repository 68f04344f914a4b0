import { failureList } from './failures.ts';
import { histogram } from './histogram.ts';
import { html, type Markup } from './markup.ts';
import { metricsOverview, type FigureTile } from './metrics-overview.ts';
import type { PageAssets } from './page-assets.ts';
import { dataBlock, pageData } from './page-data.ts';
import { MAX_UNCERTAIN, type ReportContent } from './report-content.ts';
import { reportHeader } from './report-header.ts';
import { rowsTable } from './rows-table.ts';
import { formatDollars, runCost } from './run-cost.ts';
import { reportControls } from './report-controls.ts';
import { timelineOf } from './timeline.ts';
import { timelineFigure } from './timeline-figure.ts';

/** One self-contained page. Without its script it has the header, the reasons of failures and a table of the rows. */
export function reportPage(content: ReportContent, { policy, style, script }: PageAssets): string {
  const { title, rows, failures, metrics } = content;
  const timeline = timelineOf(content.records);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${style}
      </head>
      <body>
        <a class="skip" href="#rows">Skip to the rows</a>
        ${reportHeader(content)}
        <nav aria-label="Parts of this page">
          <a href="#confidence">Confidence</a>
          <a href="#failures">Failures</a>
          ${metrics === null ? '' : html`<a href="#metrics">Time and cost</a>`}
          ${timeline === null ? '' : html`<a href="#timeline">Timeline</a>`} <a href="#plates">Plates</a>
          <a href="#rows">Rows</a>
        </nav>
        <main>
          <div class="pair">
            ${section('confidence', 'Confidence', histogram(rows.confidences))}
            ${section('failures', 'Failures by reason', failureList(failures))}
          </div>
          ${metrics === null ? '' : section('metrics', 'Time, requests and cost', metricsOverview(metrics, costTile(content)))}
          ${timeline === null ? '' : section('timeline', 'Timeline', timelineFigure(timeline))}
          ${reportControls(content)}
          ${section(
            'plates',
            'Plates',
            html`<p class="soft" id="plate-count"></p>
              <ul class="gallery" id="gallery"></ul>`,
          )}
          ${section(
            'rows',
            'Rows',
            html`<p class="soft">${whichRows(content)}</p>
              <ul class="cards" id="cards"></ul>
              <noscript>${rowsTable(rows.rows)}</noscript>`,
          )}
        </main>
        <dialog id="viewer" aria-labelledby="viewer-title"></dialog>
        ${dataBlock(pageData(content))} ${script}
      </body>
    </html> `.source;
}

function costTile({ records, prices }: ReportContent): FigureTile[] {
  const cost = runCost(records, prices);
  return cost === null ? [] : [[`at list prices of ${prices.asOf}`, formatDollars(cost)]];
}

function section(id: string, title: string, content: Markup): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${content}
  </section>`;
}

function whichRows({ verify, range: { from }, rows: { rows, uncertain } }: ReportContent): string {
  if (rows.length === verify.rows) return `All ${rows.length} rows, and the failed items.`;
  const to = from + rows.length - 1;
  return `Rows ${from} to ${to} of ${verify.rows}, the ${Math.min(uncertain.length, MAX_UNCERTAIN)} with the lowest confidence of all, and all failures. To see others: report --rows ${to + 1}-${to + rows.length}`;
}
