import { availableParallelism } from 'node:os';
import type { Environment } from '../config/environment.ts';
import type { WorkerOptions } from '../config/worker-options.ts';
import { loadImageLibrary } from '../images/image-library.ts';
import type { Logger } from '../logging/logger.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import type { ModelWish } from '../ocr/offline/models/choose-model.ts';
import { withStoredTimeouts } from '../ocr/stored/stored-timeouts.ts';
import type { ReadingStore } from '../store/reading-store.ts';
import { offlineImageMs } from './offline-image-time.ts';
import { readingIdentity } from './result-identity.ts';

/** @throws ConfigurationError when the offline engine cannot be used as it is configured */
export async function createOfflineReader(
  options: WorkerOptions,
  env: Environment,
  logger: Logger,
  store: ReadingStore,
): Promise<OcrEngine> {
  await loadImageLibrary();
  const [{ createOfflineEngine }, model] = await Promise.all([
    import('../ocr/offline/engine.ts'),
    offlineModel(options, env),
  ]);
  const imageMs = offlineImageMs(options);
  const engine = await createOfflineEngine({ ...model, threads: threadCount(options), imageMs, logger });
  return withStoredTimeouts(engine, store, readingIdentity(options), imageMs);
}

/** The language and model that the arguments choose for the offline engine. */
export async function offlineModel({ language, model }: WorkerOptions, env: Environment): Promise<ModelWish> {
  const { modelFolders } = await import('../ocr/offline/models/model-folders.ts');
  return { language: language ?? 'en', model, modelFolders: modelFolders(env) };
}

/** This process's share of the node's cores, and no more threads than images in flight. */
function threadCount({ host, maxConcurrency }: WorkerOptions): number {
  const share = Math.max(1, Math.floor(availableParallelism() / (host.processCountPerNode ?? 1)));
  return Math.min(share, maxConcurrency ?? share);
}
