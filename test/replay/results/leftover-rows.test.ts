import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { leaveRows } from '../../../src/replay/results/leftover-rows.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('leaves the rows of a failed job under the name of a part', async () => {
  const rows = join(await temporaryFolder(), 'rows.txt');
  await writeFile(rows, 'a\n');
  const leftover = await leaveRows(rows);
  expect(leftover).toBe(join(rows, '..', 'temp_127.0.0.1_0_rows.txt'));
  expect(await readFile(leftover, 'utf8')).toBe('a\n');
  await expect(readFile(rows)).rejects.toMatchObject({ code: 'ENOENT' });
});
