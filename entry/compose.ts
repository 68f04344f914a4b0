import { randomUUID } from 'node:crypto';
import { availableParallelism, hostname } from 'node:os';
import { guardEngine } from '../src/batch/guard-engine.ts';
import { parseArguments } from '../src/config/parse-arguments.ts';
import type { WorkerOptions } from '../src/config/worker-options.ts';
import { createLimiter } from '../src/flow/limiter.ts';
import { loadImage } from '../src/images/load-image.ts';
import { lineLogger } from '../src/logging/line-logger.ts';
import type { Logger } from '../src/logging/logger.ts';
import type { OcrEngine } from '../src/ocr/engine.ts';
import { createOfflineEngine } from '../src/ocr/offline/engine.ts';
import { failedItemsFile } from '../src/rows/failed-items-file.ts';
import { noMetadata, readMetadata } from '../src/rows/metadata.ts';
import { runMiniBatch, type RunTools } from './run-mini-batch.ts';
import type { Worker, WorkerHost } from './worker-port.ts';

/**
 * Builds the whole worker from the driver's argv.
 *
 * @throws ConfigurationError when an argument, a side input or an engine is not usable
 */
export async function createWorker(argv: readonly string[], host: WorkerHost): Promise<Worker> {
  const options = parseArguments(argv, host.env);
  const logger = lineLogger(options.loggingLevel, (line) => host.write(line));
  logger.debug(`Arguments left to AML: ${options.host.ignoredArguments.join(' ') || 'none'}`);
  const metadataOf = options.metadata === null ? noMetadata : await readMetadata(options.metadata);
  const engine = guardEngine(await createEngine(options, logger), logger);
  const concurrency = options.maxConcurrency ?? engine.defaultConcurrency;
  logger.info('Ready', { engine: engine.name, max_concurrency: concurrency });
  const tools: RunTools = {
    options,
    metadataOf,
    engine,
    load: (item, signal) => loadImage(item, engine.limits, signal),
    limiter: createLimiter(concurrency),
    failedItems: options.host.outputFolder === null ? null : openFailedItems(options.host.outputFolder),
    logger,
    now: () => performance.now(),
  };
  const running = new Set<Promise<unknown>>();
  return {
    run: (miniBatch, context, signal) => {
      const run = runMiniBatch(miniBatch, context, tools, signal).finally(() => running.delete(run));
      running.add(run);
      return run;
    },
    shutdown: async () => {
      await Promise.allSettled(running);
      await engine.close();
    },
  };
}

function createEngine(options: WorkerOptions, logger: Logger): Promise<OcrEngine> {
  switch (options.engine) {
    case 'offline':
      return createOfflineEngine({ language: options.language, threads: threadCount(options), logger });
  }
}

/** This process's share of the node's cores, and no more threads than images in flight. */
function threadCount({ host, maxConcurrency }: WorkerOptions): number {
  const share = Math.max(1, Math.floor(availableParallelism() / (host.processCountPerNode ?? 1)));
  return Math.min(share, maxConcurrency ?? share);
}

function openFailedItems(outputFolder: string) {
  const owner = `${hostname()}_${process.pid}_${randomUUID().slice(0, 8)}`;
  return failedItemsFile(outputFolder, owner, () => new Date());
}
