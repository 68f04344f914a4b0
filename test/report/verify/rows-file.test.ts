import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RowsFile } from '../../../src/report/verify/rows-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('gives a line again, however long, and the last without its line feed', async () => {
  const lines = ['a', 'é'.repeat(40_000), '', 'last'];
  const path = join(await temporaryFolder(), 'rows');
  await writeFile(path, lines.join('\n'));
  const file = new RowsFile(path);
  let offset = 0;
  for (const line of lines) {
    expect(file.lineAt(offset).toString()).toBe(line);
    offset += Buffer.byteLength(line) + 1;
  }
  file.close();
});
