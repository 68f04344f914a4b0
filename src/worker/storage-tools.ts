import { join } from 'node:path';
import { Attempts } from '../batch/attempts.ts';
import type { AttemptStore } from '../batch/suspects.ts';
import type { HostOptions } from '../config/worker-options.ts';
import { type PatientReadTools, systemReadTools } from '../files/read-patiently.ts';
import { systemClock } from '../flow/clock.ts';
import type { Logger } from '../logging/logger.ts';
import { FAILED_ITEMS_FOLDER } from '../rows/failed-items-file.ts';

/**
 * AML's default, for a host that does not pass it.
 *
 * Source: https://learn.microsoft.com/python/api/azureml-pipeline-steps/azureml.pipeline.steps.parallelrunconfig
 */
const DEFAULT_RUN_MAX_TRY = 3;

/** Counts the attempts at mini-batches among the processes that share the output folder. */
export function openAttempts({ outputFolder, runId, runMaxTry }: HostOptions, store: AttemptStore): Attempts {
  return new Attempts({
    folder: outputFolder === null ? null : join(outputFolder, FAILED_ITEMS_FOLDER, 'attempts'),
    runId: runId ?? '',
    maxAttempts: runMaxTry ?? DEFAULT_RUN_MAX_TRY,
    clock: systemClock,
    store,
  });
}

/** The file system of this process; each retry is logged. */
export function loggingReadTools(logger: Logger): PatientReadTools {
  return {
    ...systemReadTools,
    onRetry: ({ attempt, waitMs, error }) =>
      logger.warning('Reading again', { attempt: attempt + 1, wait_ms: waitMs, reason: error.message }),
  };
}
