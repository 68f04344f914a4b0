import type { FailedOutcome, Outcome } from '../batch/outcome.ts';
import { type AttemptTools, readAttempt } from '../batch/read-attempt.ts';
import type { WorkerOptions } from '../config/worker-options.ts';
import { WorkerError } from '../contract/errors.ts';
import type { MiniBatch, MiniBatchContext } from '../contract/mini-batch.ts';
import { toItems } from '../images/item.ts';
import type { tableWatch } from '../images/table-watch.ts';
import type { Logger } from '../logging/logger.ts';
import type { Clock } from '../flow/clock.ts';
import { withinDeadline } from '../flow/deadline/within-deadline.ts';
import { publish } from '../metrics/channels.ts';
import type { FailedItemsFile } from '../rows/failed-items-file.ts';
import { ROW_FORMATTERS } from '../rows/format-row.ts';
import type { MetadataOf } from '../rows/metadata.ts';
import { redactTexts } from '../redaction/redact-texts.ts';
import { toRow } from '../rows/to-row.ts';
import { runScope, runTimeout } from './run-scope.ts';

export interface RunTools extends AttemptTools {
  readonly options: WorkerOptions;
  readonly metadataOf: MetadataOf;
  /** Throws for a table without a usable column of images. */
  readonly checkTable: ReturnType<typeof tableWatch>;
  /** Null where no output folder is known: the reasons are only logged. */
  readonly failedItems: FailedItemsFile | null;
  readonly logger: Logger;
  readonly clock: Clock;
  /** What was submitted and read is there in the next attempt at a mini-batch. */
  readonly kept: boolean;
}

/**
 * Reads a mini-batch and returns the rows to append: one per image in input order; failed images are left out or are rows.
 * Publishes the end of each item and of the mini-batch.
 *
 * @param spentMs of the same attempt, in a process that was ended during it; null when the attempt begins here
 */
export async function runMiniBatch(
  miniBatch: MiniBatch,
  context: MiniBatchContext | null,
  tools: RunTools,
  signal: AbortSignal,
  spentMs: number | null = null,
): Promise<readonly string[]> {
  const start = tools.now();
  const end = (rows: number, error: string | null): void =>
    publish.miniBatch(() => ({ items: miniBatch.length, rows, error, durationMs: tools.now() - start }));
  try {
    const outcomes = await readMiniBatch(miniBatch, context, tools, signal, spentMs);
    const rows = toRows(outcomes, tools);
    outcomes.forEach(publishItem);
    end(rows.length, null);
    return rows;
  } catch (error) {
    end(0, error instanceof WorkerError ? error.code : 'unexpected');
    throw error;
  }
}

async function readMiniBatch(
  miniBatch: MiniBatch,
  context: MiniBatchContext | null,
  tools: RunTools,
  signal: AbortSignal,
  spentMs: number | null,
): Promise<readonly Outcome[]> {
  const { options } = tools;
  const start = tools.now();
  const items = toItems(miniBatch, { ...options, inputFolders: options.host.inputFolders });
  tools.checkTable(items, miniBatch);
  const outcomes = await withinDeadline(
    tools.clock,
    runScope(options.host, start - (spentMs ?? 0), signal, tools.kept),
    () => runTimeout(options.host),
    (scope) => readAttempt(items, tools, scope, spentMs !== null),
  );
  const failed = outcomes.filter((outcome) => outcome.kind === 'failed');
  await reportFailures(failed, context, tools);
  return outcomes;
}

function publishItem(outcome: Outcome): void {
  const { item, kind, durationMs } = outcome;
  const code = kind === 'failed' ? outcome.error.code : null;
  publish.item(() => ({ key: item.key, outcome: kind, code, durationMs }));
}

function toRows(outcomes: readonly Outcome[], { options, metadataOf }: RunTools): string[] {
  const { engine, rowDetail: detail, plateFormats } = options;
  const rowContext = { engine, detail, plateFormats, metadataOf };
  const format = ROW_FORMATTERS[options.rowFormat];
  return outcomes
    .filter(({ kind }) => kind !== 'failed' || options.failedItems === 'row')
    .map((outcome) => format(redactTexts(toRow(outcome, rowContext)), options.csvFormulas));
}

async function reportFailures(
  failed: readonly FailedOutcome[],
  context: MiniBatchContext | null,
  { failedItems, logger }: RunTools,
): Promise<void> {
  for (const { item, error } of failed) {
    logger.warning('Image failed', { file: item.key, code: error.code, reason: error.message });
  }
  try {
    await failedItems?.append(failed, context);
  } catch (error) {
    // The rows are paid for and must not be lost on a full disk; the reasons are in the log as well.
    logger.error('The failed items cannot be written', { file: failedItems?.path, error: String(error) });
  }
}
