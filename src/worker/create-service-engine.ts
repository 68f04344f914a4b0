import type { Environment } from '../config/environment.ts';
import type { EngineName, WorkerOptions } from '../config/worker-options.ts';
import { neverAborted } from '../flow/abort.ts';
import { systemClock } from '../flow/clock.ts';
import type { RejectionWatch } from '../flow/rejection-watch.ts';
import { loadImageLibrary } from '../images/image-library.ts';
import type { Logger } from '../logging/logger.ts';
import { proxiesFrom } from '../network/proxies.ts';
import type { AzureEngineConfig, ServiceAuth, ServiceConfig } from '../ocr/azure/engine-config.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import type { CustomVisionConfig } from '../ocr/plates/custom-vision-detector.ts';
import type { Detector } from '../ocr/plates/detector.ts';
import { keepLate } from '../ocr/stored/once-per-content.ts';
import { withStoredDetections } from '../ocr/stored/stored-detections.ts';
import { withStoredFailures } from '../ocr/stored/stored-failures.ts';
import { storedOperations } from '../ocr/stored/stored-operations.ts';
import { keepLateReadings } from '../ocr/stored/stored-readings.ts';
import { cognitiveAudience } from '../azure/audiences.ts';
import type { Cloud } from '../azure/cloud.ts';
import { createCredential } from '../azure/credential.ts';
import { workerCloud } from '../azure/worker-cloud.ts';
import { type AccessRequest, loadAccess, type LoadedAccess } from '../secrets/load-access.ts';
import { openSecretSource } from '../secrets/open-source.ts';
import type { ReadingStore } from '../store/reading-store.ts';
import { keepReadings } from './keep-readings.ts';
import { detectionIdentity, readingIdentity } from './result-identity.ts';
import { detectorFlow, readerFlow } from './service-flow.ts';
import { watchDetector } from './watch-rejections.ts';

/** Arguments that choose a service. */
export type ServiceEngineOptions = WorkerOptions & { readonly engine: Exclude<EngineName, 'offline'> };

type CreateServiceEngine = (config: AzureEngineConfig) => OcrEngine;

/** Loaded on demand: together they cost most of a second and 40 MB in every process. */
const SERVICE_ENGINES: Record<ServiceEngineOptions['engine'], () => Promise<CreateServiceEngine>> = {
  read: async () => (await import('../ocr/read/read-engine.ts')).createReadEngine,
  'read-container': async () =>
    (await import('../ocr/read-container/read-container-engine.ts')).createReadContainerEngine,
  'document-intelligence': async () =>
    (await import('../ocr/document-intelligence/document-intelligence-engine.ts'))
      .createDocumentIntelligenceEngine,
  'image-analysis': async () =>
    (await import('../ocr/image-analysis/image-analysis-engine.ts')).createImageAnalysisEngine,
};

/** What the client of a service receives; each service has a flow of its own, which keeps their budgets apart. */
export type ServiceTools = Pick<ServiceConfig, 'flow' | 'logger' | 'timeLimits' | 'proxies'>;

/**
 * The engine of a service, with its secrets fetched, and with the detector if there is one.
 *
 * @throws ConfigurationError or SecretError when it cannot be used as it is configured
 */
export async function createServiceEngine(
  options: ServiceEngineOptions,
  env: Environment,
  logger: Logger,
  store: ReadingStore,
  watch: RejectionWatch,
): Promise<OcrEngine> {
  const tools = { flow: readerFlow(options, logger), logger, proxies: proxiesFrom(env) };
  const access = await fetchAccess(options, env);
  const reader = await createServiceReader(options, access.read, env, tools, store);
  const engine = keepReadings(reader, options, store, watch);
  if (access.customVision === null) return engine;
  const identity = detectionIdentity(access.customVision.access);
  const flow = detectorFlow(options, logger);
  const [detector, { withPlateDetection }] = await Promise.all([
    createDetector(access.customVision, { ...tools, flow }, keepLate(store, identity)),
    import('../ocr/plates/with-plate-detection.ts'),
  ]);
  return withPlateDetection(engine, withStoredDetections(watchDetector(detector, watch), store, identity));
}

/** @throws ConfigurationError when the service cannot be used as it is configured */
export async function createServiceReader(
  options: ServiceEngineOptions,
  access: LoadedAccess['read'],
  env: Environment,
  tools: ServiceTools,
  store: ReadingStore,
): Promise<OcrEngine> {
  await loadImageLibrary();
  const createReader = await SERVICE_ENGINES[options.engine]();
  const endpoint = options.service.endpoint ?? access?.access.endpoint ?? '';
  const identity = [...readingIdentity(options), endpoint];
  const engine = createReader({
    ...tools,
    ...(options.imageTimeout !== null && {
      timeLimits: { imageMs: options.imageTimeout * 1000, ...tools.timeLimits },
    }),
    ...toEngineConfig(options),
    operations: storedOperations(store, identity, () => systemClock.now()),
    keepReading: keepLateReadings(store, readingIdentity(options)),
    endpoint,
    auth: await toAuth(options, access, env),
  });
  return withStoredFailures(engine, store, [...identity, options.host.runId]);
}

/** @throws ConfigurationError when the endpoint is not usable */
export async function createDetector(
  { access, key }: NonNullable<LoadedAccess['customVision']>,
  tools: ServiceTools,
  keepDetections?: CustomVisionConfig['keepDetections'],
): Promise<Detector> {
  const { createCustomVisionDetector } = await import('../ocr/plates/custom-vision-detector.ts');
  const auth: ServiceAuth = { kind: 'key', keys: key };
  return createCustomVisionDetector({ ...tools, ...access, auth, ...(keepDetections && { keepDetections }) });
}

/** The secrets that the arguments need, and what completes them; the offline engine needs none. */
export function toAccessRequest({ engine, secrets, service, customVision }: WorkerOptions): AccessRequest {
  const keyIsUsed = engine !== 'read-container' && service.auth === 'key';
  const offline = engine === 'offline';
  return {
    kvReadapi: keyIsUsed && !offline ? secrets.kvReadapi : null,
    kvCustomimage: offline ? null : secrets.kvCustomimage,
    read: { endpoint: service.endpoint },
    customVision,
  };
}

async function fetchAccess(options: WorkerOptions, env: Environment): Promise<LoadedAccess> {
  const request = toAccessRequest(options);
  if (request.kvReadapi === null && request.kvCustomimage === null) {
    return { read: null, customVision: null };
  }
  const { origin, keyVault } = options.secrets;
  const cloudOf = (): Cloud => workerCloud(options, env);
  const source = await openSecretSource(origin, keyVault, env, cloudOf, neverAborted);
  return loadAccess(request, source, neverAborted);
}

async function toAuth(
  options: WorkerOptions,
  read: LoadedAccess['read'],
  env: Environment,
): Promise<ServiceAuth> {
  if (options.service.auth === 'entra') {
    const cloud = workerCloud(options, env);
    const audience = cognitiveAudience(cloud, options.service.endpoint ?? '');
    return { kind: 'entra', credential: await createCredential(env, cloud), audience };
  }
  return read === null ? { kind: 'none' } : { kind: 'key', keys: read.key };
}

function toEngineConfig({
  language,
  service,
}: WorkerOptions): Pick<AzureEngineConfig, 'tier' | 'language' | 'pages' | 'readingOrder' | 'modelVersion'> {
  const { tier, pages, readingOrder, modelVersion } = service;
  return {
    tier,
    ...(language !== null && { language }),
    ...(pages !== null && { pages }),
    ...(readingOrder !== null && { readingOrder }),
    ...(modelVersion !== null && { modelVersion }),
  };
}
