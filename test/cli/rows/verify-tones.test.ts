import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { renderVerify } from '../../../src/cli/rows/verify-text.ts';
import type { VerifyReport } from '../../../src/report/verify/verify-report.ts';
import { formatJsonRow } from '../../../src/rows/json-row.ts';
import { rowOf } from '../../report/verify/row-text.ts';
import { plainText, tonesOf } from '../../support/plain-text.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { runIn } from '../run-in.ts';

const ROW = formatJsonRow(rowOf('a.jpg'));

async function verified(...lines: readonly string[]): Promise<VerifyReport> {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'rows'), lines.map((line) => `${line}\n`).join(''));
  return JSON.parse((await runIn(folder, ['verify', 'rows', '--json'])).out) as VerifyReport;
}

it.each([
  ['nothing is wrong', [ROW], ['good']],
  ['rows are there twice', [ROW, ROW], ['warning', 'good']],
  ['lines are broken', [ROW, '{', 'x'], ['bad', 'bad', 'bad']],
  ['a text says that all is well', [ROW, 'Nothing is wrong.'], ['bad', 'bad']],
  ['a text is a warning', [formatJsonRow(rowOf('Warning: x'))], ['good']],
] as const)('the tones of verify tell that %s', async (_case, lines, expected) => {
  expect(tonesOf(renderVerify(await verified(...lines)))).toEqual(expected);
});

it('lists ten problems of a kind, or all that the report has', async () => {
  const report = await verified(...Array.from({ length: 12 }, () => '{'));
  const few = plainText(renderVerify(report));
  expect(few.match(/is not a valid row/g)).toHaveLength(10);
  expect(few).toContain('… and 2 more, see --verbose or --json\n');
  const all = plainText(renderVerify(report, [], Infinity));
  expect(all.match(/is not a valid row/g)).toHaveLength(12);
  expect(all).not.toContain('more');
});
