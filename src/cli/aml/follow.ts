import { join, resolve } from 'node:path';
import { readWorkspace } from '../../azure/read-workspace.ts';
import { followJob } from '../../aml/jobs/follow-job.ts';
import { type ProgressReader, progressReader } from '../../aml/jobs/progress-overview.ts';
import { runHistory } from '../../aml/jobs/run-history.ts';
import { AzureError } from '../../azure/azure-error.ts';
import { findContainer } from '../../aml/storage/blob-container.ts';
import { parseDatastoreUri } from '../../aml/storage/datastore-path.ts';
import { downloadBlobs } from '../../aml/storage/download-blobs.ts';
import { toRowsPlace } from '../../aml/storage/rows-place.ts';
import { WorkerError } from '../../contract/errors.ts';
import { toPrintableLine } from '../../logging/printable.ts';
import type { AmlTools } from './open-session.ts';
import { EXIT } from '../command/exit-codes.ts';

export interface Download {
  /** Where the rows go. */
  readonly folder: string;
  /** Whether a job that read nothing is as good as another. */
  readonly allowEmpty: boolean;
}

/**
 * Shows a job until it ends, then downloads its rows and verifies them.
 *
 * @param download null to leave the rows where they are
 * @returns the exit code
 */
export async function followToTheEnd(
  job: string,
  download: Download | null,
  tools: AmlTools,
): Promise<number> {
  const { session, context, signal } = tools;
  const { terminal } = context;
  try {
    const { region } = await readWorkspace(session, signal);
    const progress = progressReader(runHistory(session, region), job);
    const { status, rows } = await followJob(
      session,
      job,
      progress,
      {
        onStatus: (state) => terminal.note(`${job} is ${toPrintableLine(state)}\n`),
        onProgress: (text) => terminal.note(text.endsWith('\n') ? text : `${text}\n`),
        onProgressUnavailable: (why) => terminal.err(`The progress cannot be shown: ${why}\n`, 'warning'),
      },
      signal,
    );
    if (status !== 'Completed') {
      terminal.err(await reasonOf(progress, signal), 'bad');
      return EXIT.jobFailed;
    }
    return download === null ? EXIT.ok : await fetchRows(job, rows, download, tools);
  } catch (error) {
    if (!signal.aborted) throw error;
    terminal.err(
      `Detached: ${job} is still running. Follow it again with aml submit --attach ${job}, or cancel it with aml cancel ${job}.\n`,
      'warning',
    );
    return EXIT.interrupted;
  }
}

async function reasonOf(progress: ProgressReader, signal: AbortSignal): Promise<string> {
  try {
    const reason = await progress.reason(signal);
    return reason === '' ? '' : `${reason.trimEnd()}\n`;
  } catch (error) {
    if (!(error instanceof WorkerError)) throw error;
    return `The reason for the failure cannot be read: ${error.message}\n`;
  }
}

/** @returns the exit code */
async function fetchRows(
  job: string,
  rows: string | null,
  download: Download,
  tools: AmlTools,
): Promise<number> {
  const { session, context, signal } = tools;
  const place = rows === null ? null : parseDatastoreUri(rows);
  if (place === null) {
    throw new AzureError(
      'storage_rejected',
      `The rows of ${job} are at ${rows ?? 'an unknown location'}: only rows on a datastore can be downloaded.`,
    );
  }
  const folder = resolve(context.currentFolder, download.folder);
  const container = await findContainer(session, place.datastore, signal);
  const rowsPlace = toRowsPlace(place.path);
  const { files, problems } = await downloadBlobs(session, container, rowsPlace, folder, signal);
  const names = files.length === 0 ? 'nothing' : files.map(toPrintableLine).join(', ');
  context.terminal.note(`Downloaded to ${folder}: ${names}\n`);
  for (const problem of problems) context.terminal.err(`Not downloaded: ${problem}\n`, 'bad');
  if (problems.length > 0) {
    const total = files.length + problems.length;
    context.terminal.err(`Error: ${problems.length} of ${total} blobs were not downloaded.\n`, 'bad');
  }
  const rowsFile = rowsPlace.file;
  if (problems.length > 0 && !files.includes(rowsFile)) {
    context.terminal.err(`The rows are not verified: ${rowsFile} was not downloaded.\n`, 'bad');
    return EXIT.failed;
  }
  const { verifyDownloadedRows } = await import('./verify-downloaded-rows.ts');
  const nothingRead = await verifyDownloadedRows(join(folder, rowsFile), tools);
  const isEmpty = nothingRead && !download.allowEmpty;
  if (isEmpty)
    context.terminal.err('Error: no image was read. Give --allow_empty if that is expected.\n', 'bad');
  return isEmpty || problems.length > 0 ? EXIT.failed : EXIT.ok;
}
