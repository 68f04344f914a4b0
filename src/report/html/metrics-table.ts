import type { RunMetrics } from '../../metrics/metrics-record.ts';
import { html, type Markup } from './markup.ts';

/** What the workers counted in all, and by process where there are several; nothing without it. */
export function metricsTable(metrics: RunMetrics | null): Markup[] {
  if (metrics === null) return [];
  const processes = Object.entries(metrics.by_process).slice(0, MAX_PROCESSES);
  const columns = processes.length > 1 ? processes : [];
  const left = metrics.processes - processes.length;
  return [
    html`<details>
      <summary>
        ${metrics.processes} ${metrics.processes === 1 ? 'process' : 'processes'},
        ${metrics.totals['requests'] ?? 0} requests, ${metrics.totals['billed_transactions'] ?? 0} billed
        transactions
      </summary>
      ${left > 0 ? html`<p>The first ${MAX_PROCESSES} processes; ${left} are not shown.</p>` : ''}
      <div class="scroll" tabindex="0" role="group" aria-label="All figures">
        <table>
          <thead>
            <tr>
              <th>Figure</th>
              <th class="number">Total</th>
              ${columns.map(([process]) => html`<th class="number"><bdi>${process}</bdi></th>`)}
            </tr>
          </thead>
          <tbody>
            ${Object.entries(metrics.totals).map(([name, total]) => figureLine(name, [total, ...columns.map(([, figures]) => figures[name] ?? null)]))}
          </tbody>
        </table>
      </div>
    </details>`,
  ];
}

/** A page can be read with so many columns. */
const MAX_PROCESSES = 8;

function figureLine(name: string, values: readonly (number | null)[]): Markup {
  return html`<tr>
    <td><bdi>${name}</bdi></td>
    ${values.map((value) => html`<td class="number">${value ?? ''}</td>`)}
  </tr>`;
}
