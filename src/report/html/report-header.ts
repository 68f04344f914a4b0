import { html, type Markup } from './markup.ts';
import type { ReportContent } from './report-content.ts';

/** The title, the verdict, what ran, and the totals. */
export function reportHeader({ title, verify, run, rows }: ReportContent): Markup {
  const engines = Array.from(rows.engines, ([name, count]) => `${name} (${count})`).join('; ');
  const facts = [...(engines === '' ? [] : [['engine and model', engines] as const]), ...(run?.facts ?? [])];
  return html`<header>
    <h1><bdi>${title}</bdi></h1>
    <p class="verdicts">
      ${run === null ? '' : badge(run.verdict.good, run.verdict.text)}
      ${badge(verify.ok, verify.ok ? 'Rows are complete and valid' : 'Rows are not complete')}
    </p>
    <dl class="tiles">
      ${total('rows', verify.rows)}
      ${Object.entries(verify.rows_by_status).map(([status, count]) => total(status, count))}
      ${total('failed items', verify.failed_items.count)}
      ${rows.warned === 0 ? '' : total('with a warning', rows.warned)}
    </dl>
    ${integrity(verify)}
    ${verify.nothing_read === null ? '' : html`<p class="bad">${verify.nothing_read}</p>`}
    ${facts.length === 0 ? '' : html`<dl class="facts">${facts.map(([label, text]) => fact(label, text))}</dl>`}
  </header>`;
}

const badge = (good: boolean, text: string): Markup =>
  html`<span class="badge ${good ? 'good' : 'bad'}">${good ? '✓' : '✗'} ${text}</span>`;

const total = (label: string, value: number): Markup =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value.toLocaleString('en')}</dd>
  </div>`;

const fact = (label: string, text: string): Markup =>
  html`<div>
    <dt>${label}</dt>
    <dd><bdi>${text}</bdi></dd>
  </div>`;

function integrity(verify: ReportContent['verify']): Markup {
  const { broken_lines, conflicting_duplicates, identical_duplicates } = verify;
  const counts = [
    `${broken_lines.count} broken lines`,
    `${conflicting_duplicates.count} conflicting rows`,
    `${identical_duplicates.count} identical duplicates`,
  ].join(', ');
  return html`<p class="${verify.ok ? 'soft' : 'bad'}">
    ${verify.lines} lines: ${counts}.
    ${verify.ok ? '' : 'Only valid rows are shown, the first of each image.'}
  </p>`;
}
