import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { guardEngine } from '../batch/guard-engine.ts';
import { parseArguments } from '../config/parse-arguments.ts';
import { systemClock } from '../flow/clock.ts';
import { createLimiter } from '../flow/limiter.ts';
import { loadImage } from '../images/load-image.ts';
import { lineLogger } from '../logging/line-logger.ts';
import { failedItemsFile } from '../rows/failed-items-file.ts';
import { noMetadata, readMetadata } from '../rows/metadata.ts';
import { createEngine } from './create-engine.ts';
import { runMiniBatch, type RunTools } from './run-mini-batch.ts';
import type { Worker, WorkerEnvironment } from './worker.ts';

/**
 * Builds the worker from the driver's argv.
 *
 * @throws ConfigurationError when an argument, a side input or an engine is not usable
 */
export async function createWorker(argv: readonly string[], environment: WorkerEnvironment): Promise<Worker> {
  const options = parseArguments(argv, environment.env);
  const logger = lineLogger(options.loggingLevel, (line) => environment.write(line));
  logger.debug(`Arguments left to AML: ${options.host.ignoredArguments.join(' ') || 'none'}`);
  const metadataOf = options.metadata === null ? noMetadata : await readMetadata(options.metadata);
  const engine = guardEngine(await createEngine(options, environment.env, logger), logger);
  const concurrency = options.maxConcurrency ?? engine.defaultConcurrency;
  logger.info('Ready', { engine: engine.name, max_concurrency: concurrency });
  const tools: RunTools = {
    options,
    metadataOf,
    engine,
    load: (item, signal) => loadImage(item, engine.limits, signal),
    limiter: createLimiter(concurrency),
    failedItems: openFailedItems(options.host.outputFolder, environment),
    logger,
    now: () => systemClock.now(),
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

function openFailedItems(outputFolder: string | null, { processId }: WorkerEnvironment) {
  if (outputFolder === null) return null;
  const owner = `${hostname()}_${processId}_${randomUUID().slice(0, 8)}`;
  return failedItemsFile(outputFolder, owner, () => new Date());
}
