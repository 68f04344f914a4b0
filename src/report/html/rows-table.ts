import type { RowRegion } from '../../contract/row.ts';
import type { PlateRecord, RowRecord } from '../verify/row-record.ts';
import { html, type Markup } from './markup.ts';

const MAX_TEXT = 2000;
const MAX_REGIONS = 20;
const MAX_PLATES = 5;

/** The rows for a reader without scripts. */
export function rowsTable(rows: readonly RowRecord[]): Markup {
  const columns = {
    plates: rows.some((row) => row.plates.length > 0),
    regions: rows.some((row) => row.regions !== undefined),
  };
  return html`<table>
    <thead>
      <tr>
        <th class="file">File</th>
        <th class="status">Status</th>
        <th class="number">Confidence</th>
        ${columns.plates ? html`<th>Plates</th>` : ''}
        <th>Text</th>
        ${columns.regions ? html`<th>Regions</th>` : ''}
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => rowLine(row, columns))}
    </tbody>
  </table>`;
}

interface OptionalColumns {
  readonly plates: boolean;
  readonly regions: boolean;
}

function rowLine(row: RowRecord, columns: OptionalColumns): Markup {
  const { file, status, confidence, error, warnings = [] } = row;
  const shown = error === null ? row.text : `${error.code}: ${error.message}`;
  return html`<tr>
    <td><bdi>${shorten(file)}</bdi></td>
    <td class="${status === 'failed' ? 'bad' : 'soft'}">${status}</td>
    <td class="number">${confidence === null ? '–' : confidence.toFixed(3)}</td>
    ${columns.plates ? html`<td>${listPlates(row.plates)}</td>` : ''}
    <td>
      <div class="text" dir="auto">${shorten(shown)}</div>
      ${warnings.map(({ message }) => html`<div class="warning"><strong>Warning:</strong> ${shorten(message)}</div>`)}
    </td>
    ${columns.regions ? html`<td>${listRegions(row.regions ?? [])}</td>` : ''}
  </tr> `;
}

function listPlates(plates: readonly PlateRecord[]): Markup {
  const shown = plates
    .slice(0, MAX_PLATES)
    .map(
      ({ text, confidence }) =>
        html`<div>
          <bdi>${shorten(text)}</bdi> <span class="soft">${confidence?.toFixed(2) ?? ''}</span>
        </div>`,
    );
  return html`${shown}`;
}

function listRegions(regions: readonly RowRegion[]): Markup {
  const shown = regions.slice(0, MAX_REGIONS).map(
    ({ tag, text, probability }) =>
      html`<div>
        <bdi>${shorten(tag)}</bdi> <span class="soft">${probability.toFixed(2)}</span>
        <bdi>${shorten(text)}</bdi>
      </div>`,
  );
  const more = regions.length - shown.length;
  return html`${shown}${more > 0 ? html`<div class="soft">and ${more} more</div>` : ''}`;
}

/** A page of text is enough here; the rows file has the rest. */
export function shorten(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  return `${text.slice(0, MAX_TEXT)}… (${text.length - MAX_TEXT} characters more)`;
}
