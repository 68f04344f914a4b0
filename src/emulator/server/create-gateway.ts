import { systemClock } from '../../flow/clock.ts';
import { admission } from './admit-request.ts';
import type { Gateway } from './handle-request.ts';
import type { EmulatorOptions } from '../emulator-options.ts';
import { FaultPicker } from '../faults/fault-picker.ts';
import type { EmulatorRequest, Route } from './http.ts';
import { DEFAULT_KEY, KeyRing } from './keys.ts';
import { sampleLatency } from './latency.ts';
import { OperationStore } from '../operation-store.ts';
import { seededRandom } from '../../flow/seeded-random.ts';
import { RateLimiter } from './rate-limiter.ts';
import { DEFAULT_RATES } from './rates.ts';
import { CachedReader } from '../reading/cached-reader.ts';
import { syntheticEngine } from '../reading/synthetic-engine.ts';
import { customVisionRoutes } from '../services/custom-vision.ts';
import { documentIntelligenceRoutes } from '../services/document-intelligence.ts';
import { imageAnalysisRoutes } from '../services/image-analysis.ts';
import { keyVaultRoutes } from '../services/key-vault.ts';
import { managedIdentityRoutes } from '../services/managed-identity.ts';
import { readRoutes } from '../services/read.ts';
import type { ServiceContext } from '../services/service-context.ts';
import { workspaceRoutes } from '../services/resource-manager.ts';
import { StatsCounter } from './stats.ts';

const HOUR = 3_600_000;

/**
 * Puts the services behind keys, rates, faults and counters.
 *
 * @param cert the server's certificate, PEM; null without TLS
 * @param signal aborts the readings in progress
 */
export function createGateway(options: EmulatorOptions, cert: string | null, signal: AbortSignal): Gateway {
  const { engine = syntheticEngine, readingCache = null, sku = 'S1', clock = systemClock } = options;
  const scheme = cert === null ? 'http' : 'https';
  const random = seededRandom(options.seed ?? 1);
  const operations = new OperationStore(
    (service) => options.operationLifetimeMs ?? (service === 'read' ? 48 : 24) * HOUR,
    clock,
  );
  const keys = new KeyRing(options.key ?? DEFAULT_KEY);
  const context: ServiceContext = {
    sku,
    clock,
    operations,
    reader: new CachedReader(engine, readingCache, signal),
    nextLatency: () => sampleLatency(options.latency ?? { kind: 'fixed', ms: 0 }, random),
  };
  const limiter = new RateLimiter({ ...DEFAULT_RATES[sku], ...options.rates }, clock);
  const faults = new FaultPicker(options.faults ?? { seed: 1, rules: [] }, options.imageNames);
  const stats = new StatsCounter();
  return {
    routes: createRoutes(context, keys, options),
    scheme,
    pathPrefix: options.pathPrefix ?? '',
    sku,
    auth: options.auth ?? 'key',
    token: options.token ?? null,
    retryAfterHeader: options.retryAfterHeader ?? true,
    keys,
    limiter,
    faults,
    stats,
    admit: admission({ scheme, cert, allowRemote: options.allowRemote ?? false }),
    controls: {
      stats: () => stats.read(),
      rotateKey: (next) => keys.rotate(next),
      reset: () => [stats, limiter, faults, operations].forEach((part) => part.reset()),
    },
  };
}

function createRoutes(context: ServiceContext, keys: KeyRing, options: EmulatorOptions): readonly Route[] {
  return [
    ...readRoutes(context, options.errorShape ?? 'wrapped'),
    ...customVisionRoutes(context, options.publishedIteration ?? null),
    ...documentIntelligenceRoutes(context),
    ...imageAnalysisRoutes(context),
    ...keyVaultRoutes((name, request) => secretValue(options, name, keys, request)),
    ...managedIdentityRoutes(context.clock),
    ...workspaceRoutes(),
  ];
}

function secretValue(
  { secrets = {}, pathPrefix = '' }: EmulatorOptions,
  name: string,
  keys: KeyRing,
  request: EmulatorRequest,
): string | null {
  const value = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  return (
    value?.replaceAll('{key}', keys.current).replaceAll('{url}', `${request.url.origin}${pathPrefix}`) ?? null
  );
}
