import { randomUUID } from 'node:crypto';
import { hostname, tmpdir } from 'node:os';
import { guardEngine } from '../batch/guard-engine.ts';
import { Suspects } from '../batch/suspects.ts';
import { misspeltArguments, withSuggestion } from '../config/misspelt-arguments.ts';
import { parseArguments } from '../config/parse-arguments.ts';
import type { WorkerOptions } from '../config/worker-options.ts';
import { ByteBudget } from '../flow/byte-budget.ts';
import { systemClock } from '../flow/clock.ts';
import { RejectionWatch } from '../flow/rejection-watch.ts';
import { createSlots } from '../flow/slots.ts';
import { imageFetch } from '../images/image-fetch.ts';
import { loadImage } from '../images/load-image.ts';
import { tableWatch } from '../images/table-watch.ts';
import { registerSecretsIn } from '../redaction/environment-secrets.ts';
import { lineLogger } from '../logging/line-logger.ts';
import type { Logger } from '../logging/logger.ts';
import { Manifests } from '../manifest/manifests.ts';
import { proxiesFrom } from '../network/proxies.ts';
import { failedItemsFile } from '../rows/failed-items-file.ts';
import { noMetadata, readMetadata } from '../rows/metadata.ts';
import { noStore, type ReadingStore } from '../store/reading-store.ts';
import { createEngine } from './create-engine.ts';
import { runMiniBatch, type RunTools } from './run-mini-batch.ts';
import { runLimitMs } from './run-scope.ts';
import { ProcessMetrics } from './process-metrics.ts';
import { loggingReadTools, openAttempts } from './storage-tools.ts';
import { warnOfMissingPartition } from './warn-of-missing-partition.ts';
import { warnOfSmallMiniBatches } from './warn-of-small-mini-batches.ts';
import { warnOfNothingRead } from './warn-of-nothing-read.ts';
import { watchDownloads } from './watch-rejections.ts';
import type { Worker, WorkerEnvironment } from './worker.ts';

/** Items in progress: in memory, or waiting for the result of what was submitted. An operation's id takes no room. */
const MOST_ITEMS = 1000;

/** Files in memory, in bytes; a larger file is there alone. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Builds the worker from the driver's argv.
 *
 * @throws ConfigurationError when an argument, a side input or an engine is not usable
 */
export async function createWorker(argv: readonly string[], environment: WorkerEnvironment): Promise<Worker> {
  registerSecretsIn(environment.env);
  const options = parseArguments(argv, environment.env);
  const logger = lineLogger(options.loggingLevel, (line) => environment.write(line));
  logger.debug(`Arguments left to AML: ${options.host.ignoredArguments.join(' ') || 'none'}`);
  for (const argument of misspeltArguments(options.host.ignoredArguments))
    logger.warning(`Ignored, because the entry script does not have it: ${withSuggestion(argument)}`);
  const readTools = loggingReadTools(logger);
  const metadataOf = options.metadata === null ? noMetadata : await readMetadata(options.metadata, readTools);
  const proxies = proxiesFrom(environment.env);
  if (proxies.named.length > 0)
    logger.info(`Requests go through ${proxies.named.map(({ description }) => description).join(' and ')}`);
  const fetcher = imageFetch(proxies, options.allowPrivateUrls);
  const owner = `${hostname()}_${environment.processId}_${randomUUID().slice(0, 8)}`;
  const store = await openRunStore(options, owner, logger);
  const watch = new RejectionWatch();
  const engine = guardEngine(await createEngine(options, environment.env, logger, store, watch), logger);
  const concurrency = options.maxConcurrency ?? engine.defaultConcurrency;
  logger.info('Ready', { engine: engine.name, max_concurrency: concurrency });
  await warnOfMissingPartition(options, logger);
  const noteSize = await warnOfSmallMiniBatches(options, logger);
  const metrics = new ProcessMetrics({
    owner,
    engine: engine.name,
    outputFolder: options.host.outputFolder,
    logger,
    now: () => new Date(),
    report: environment.reportMetrics ?? (() => {}),
  });
  const tools: RunTools = {
    options,
    metadataOf,
    checkTable: tableWatch(),
    engine,
    load: watchDownloads(
      (item, scope, reserve) => loadImage(item, engine.limits, readTools, scope, reserve, fetcher),
      watch,
    ),
    watch,
    attempts: openAttempts(options.host, store),
    suspects: new Suspects(store, options.host.runId ?? '', logger),
    slots: {
      images: createSlots(concurrency),
      bytes: new ByteBudget(MOST_BYTES),
      items: createSlots(MOST_ITEMS),
    },
    failedItems: openFailedItems(options.host.outputFolder, owner),
    logger,
    now: () => systemClock.now(),
    clock: systemClock,
    kept: store !== noStore,
  };
  const { outputFolder, inputFolders, runId } = options.host;
  const manifests = new Manifests({
    argv,
    outputFolder,
    inputFolders,
    runId,
    owner,
    logger,
    now: () => new Date(),
  });
  const running = new Set<Promise<unknown>>();
  return {
    goesOn: tools.kept,
    runLimitMs: runLimitMs(options.host),
    run: (miniBatch, context, signal, spentMs = null) => {
      noteSize(miniBatch.length);
      const run = store
        .refresh()
        .then(() =>
          manifests.record(miniBatch, context, spentMs, () =>
            metrics.miniBatch(context, () => runMiniBatch(miniBatch, context, tools, signal, spentMs)),
          ),
        )
        .finally(() => running.delete(run));
      running.add(run);
      return run;
    },
    shutdown: async () => {
      await Promise.allSettled(running);
      warnOfNothingRead(metrics.figures, logger, options.inputPartition);
      await Promise.all([metrics.close(), manifests.close()]);
      await engine.close();
      await store.close();
    },
  };
}

/** A run without an id has no name that its processes share. */
async function openRunStore(
  { store, host }: WorkerOptions,
  owner: string,
  logger: Logger,
): Promise<ReadingStore> {
  const { runId } = host;
  if (store.kind === 'off' || (store.kind === 'run' && runId === null)) return noStore;
  const { openStore } = await import('../store/open-store.ts');
  const folder = store.kind === 'folder' ? store.folder : null;
  return openStore({ folder, runId: runId ?? owner, temporary: tmpdir(), owner, logger });
}

function openFailedItems(outputFolder: string | null, owner: string) {
  return outputFolder === null ? null : failedItemsFile(outputFolder, owner, () => new Date());
}
