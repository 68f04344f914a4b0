import type { FailureGroup } from './report-content.ts';
import { html, type Markup } from './markup.ts';
import { shorten } from './rows-table.ts';

export function failuresTable(groups: readonly FailureGroup[]): Markup {
  if (groups.length === 0) return html`<p>No image failed.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th class="file">Reason</th>
        <th class="number">Images</th>
        <th>For example</th>
      </tr>
    </thead>
    <tbody>
      ${groups.map(failureLine)}
    </tbody>
  </table>`;
}

function failureLine({ code, count, file, message }: FailureGroup): Markup {
  return html`<tr>
    <td class="bad"><bdi>${shorten(code)}</bdi></td>
    <td class="number">${count}</td>
    <td>
      <bdi>${shorten(file)}</bdi>
      <div class="text soft" dir="auto">${shorten(message)}</div>
    </td>
  </tr>`;
}
