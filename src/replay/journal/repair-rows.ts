import { copyFile, open, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from '../../files/sync-folder.ts';
import { HIDDEN_SUFFIXES, hiddenName } from '../results/hidden-name.ts';
import { wholeRows, type WholeRows } from './whole-rows.ts';

/**
 * Brings the journal and the file of rows of an interrupted replay to the last mini-batch that both hold, and removes the
 * hidden files beside the rows, one of which may hold more than the public one. Can be interrupted itself.
 */
export async function repairRows(journal: string, rows: string): Promise<WholeRows> {
  const hidden = HIDDEN_SUFFIXES.map((suffix) => hiddenName(rows, suffix));
  let best = { file: rows, whole: await wholeRows(journal, rows) };
  for (const file of hidden.filter((name) => name !== hiddenName(rows, 'repaired'))) {
    const whole = await wholeRows(journal, file);
    if (whole.journalBytes > best.whole.journalBytes) best = { file, whole };
  }
  await publish(best.file, rows, best.whole);
  await truncate(journal, best.whole.journalBytes);
  for (const file of hidden) await rm(file, { force: true });
  return best.whole;
}

async function publish(from: string, rows: string, { rowBytes, miniBatches }: WholeRows): Promise<void> {
  if (miniBatches === 0) {
    await rm(rows, { force: true });
    return;
  }
  const size = await stat(rows).then(
    (found) => found.size,
    () => null,
  );
  if (from === rows && size === rowBytes) return;
  const repaired = hiddenName(rows, 'repaired');
  if (rowBytes === 0) await writeFile(repaired, '');
  else await copyFile(from, repaired);
  const handle = await open(repaired, 'r+');
  try {
    await handle.truncate(rowBytes);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(repaired, rows);
  await syncFolder(dirname(rows));
}
