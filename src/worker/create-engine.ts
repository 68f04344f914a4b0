import type { Environment } from '../config/environment.ts';
import type { WorkerOptions } from '../config/worker-options.ts';
import type { RejectionWatch } from '../flow/rejection-watch.ts';
import type { Logger } from '../logging/logger.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import type { LoadedAccess } from '../secrets/load-access.ts';
import { noStore, type ReadingStore } from '../store/reading-store.ts';
import { createOfflineReader } from './create-offline-reader.ts';
import type { ServiceEngineOptions, ServiceTools } from './create-service-engine.ts';
import { keepReadings } from './keep-readings.ts';

/**
 * The engine that the arguments choose, with its secrets fetched. What only services need is loaded for services alone.
 *
 * @throws ConfigurationError or SecretError when it cannot be used as it is configured
 */
export async function createEngine(
  options: WorkerOptions,
  env: Environment,
  logger: Logger,
  store: ReadingStore,
  watch: RejectionWatch,
): Promise<OcrEngine> {
  if (callsService(options)) {
    const { createServiceEngine } = await import('./create-service-engine.ts');
    return createServiceEngine(options, env, logger, store, watch);
  }
  const reader = await createOfflineReader(options, env, logger, store);
  return keepReadings(reader, options, store, watch);
}

/**
 * The same without detector and stored readings, with the secrets that `access` has.
 *
 * @throws ConfigurationError when the engine cannot be used as it is configured
 */
export async function createReader(
  options: WorkerOptions,
  access: LoadedAccess['read'],
  env: Environment,
  tools: ServiceTools,
): Promise<OcrEngine> {
  if (!callsService(options)) return createOfflineReader(options, env, tools.logger, noStore);
  const { createServiceReader } = await import('./create-service-engine.ts');
  return createServiceReader(options, access, env, tools, noStore);
}

function callsService(options: WorkerOptions): options is ServiceEngineOptions {
  return options.engine !== 'offline';
}
