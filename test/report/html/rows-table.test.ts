import { expect, it } from 'vitest';
import { rowsTable } from '../../../src/report/html/rows-table.ts';
import { readJsonRow } from '../../../src/report/verify/read-json-row.ts';
import { rowOf } from '../verify/row-text.ts';

const recordOf = (changes: Parameters<typeof rowOf>[1]) => {
  const parsed = readJsonRow(JSON.stringify(rowOf('a.jpg', changes)));
  if (parsed.kind === 'broken') throw new Error(parsed.problem);
  return parsed.row;
};
const tableOf = (changes: Parameters<typeof rowOf>[1]) => rowsTable([recordOf(changes)]).source;

it('shows the plates of a row with their confidence', () => {
  const [plate] = rowOf('a').plates ?? [];
  const table = tableOf({ plates: [{ ...plate!, text: 'XY99', confidence: 0.876 }], text: '' });
  expect(table).toContain('<th>Plates</th>');
  expect(table).toMatch(/<bdi>XY99<\/bdi>\s*<span class="soft">0\.88</);
});

it('shows what a reader of the row should know', () => {
  const table = tableOf({ warnings: [{ code: 'incomplete_image', message: 'cut <off>' }] });
  expect(table).toContain('<div class="warning"><strong>Warning:</strong> cut &lt;off&gt;</div>');
});

it('has no column of plates where no row has one', () => {
  expect(tableOf({ plates: [] })).not.toContain('Plates');
});
