import { html, type Markup } from './markup.ts';
import { remedyOf } from './remedies.ts';
import type { FailureGroup } from './report-content.ts';
import { shorten } from './rows-table.ts';

/** The script lists the others. */
const MAX_FILES = 20;

/** A part for each reason, which opens on a click: what to do, and the files with their messages. */
export function failureList(groups: readonly FailureGroup[]): Markup {
  if (groups.length === 0) return html`<p>No image failed.</p>`;
  return html`${groups.map(failureGroup)}`;
}

function failureGroup({ code, failed }: FailureGroup): Markup {
  const left = failed.length - MAX_FILES;
  return html`<details class="reason" data-code="${code}">
    <summary>
      <bdi class="bad">${shorten(code)}</bdi>
      <span class="count">${failed.length} ${failed.length === 1 ? 'image' : 'images'}</span>
    </summary>
    <p class="remedy">${remedyOf(code)}</p>
    <ul class="files">
      ${failed.slice(0, MAX_FILES).map(
        ({ file, message }) =>
          html`<li>
            <bdi>${shorten(file)}</bdi>
            <span class="soft" dir="auto">${shorten(message)}</span>
          </li>`,
      )}
    </ul>
    ${left > 0 ? html`<p class="soft">and ${left} more</p>` : ''}
  </details>`;
}
