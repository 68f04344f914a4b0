import { systemClock } from '../../flow/clock.ts';
import type { Gateway } from './answer-request.ts';
import type { EmulatorOptions } from '../emulator-options.ts';
import { createFaultPicker } from '../faults/fault-picker.ts';
import type { Call, Route } from './http.ts';
import { createKeyRing, DEFAULT_KEY, type KeyRing } from './keys.ts';
import { sampleLatency } from './latency.ts';
import { createOperationStore } from '../operation-store.ts';
import { seededRandom } from '../random.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { DEFAULT_RATES } from './rates.ts';
import { createReader } from '../reading/reader.ts';
import { customVisionRoutes } from '../services/custom-vision.ts';
import { documentIntelligenceRoutes } from '../services/document-intelligence.ts';
import { imageAnalysisRoutes } from '../services/image-analysis.ts';
import { keyVaultRoutes } from '../services/key-vault.ts';
import { managedIdentityRoutes } from '../services/managed-identity.ts';
import { readRoutes } from '../services/read.ts';
import type { ServiceContext } from '../services/service-context.ts';
import { workspaceRoutes } from '../services/workspace.ts';
import { createStatsCounter } from './stats.ts';

const HOUR = 3_600_000;

/** Puts the services behind keys, rates, faults and counters. `signal` ends the readings under way. */
export function createGateway(
  options: EmulatorOptions,
  scheme: 'http' | 'https',
  signal: AbortSignal,
): Gateway {
  const { engine, readingCache = null, tier = 'S1', clock = systemClock, operationLifetimeMs } = options;
  const random = seededRandom(options.seed ?? 1);
  const operations = createOperationStore(
    (service) => operationLifetimeMs ?? (service === 'read' ? 48 : 24) * HOUR,
    clock,
  );
  const keys = createKeyRing(options.key ?? DEFAULT_KEY);
  const context: ServiceContext = {
    tier,
    clock,
    operations,
    reader: createReader(engine, readingCache, signal),
    nextLatency: () => sampleLatency(options.latency ?? { kind: 'fixed', ms: 0 }, random),
  };
  const limiter = createRateLimiter({ ...DEFAULT_RATES[tier], ...options.rates }, clock);
  const faults = createFaultPicker(options.faults ?? { seed: 1, rules: [] }, options.imageNames);
  const stats = createStatsCounter();
  return {
    routes: createRoutes(context, keys, options),
    scheme,
    tier,
    auth: options.auth ?? 'key',
    token: options.token ?? null,
    retryAfterHeader: options.retryAfterHeader ?? true,
    keys,
    limiter,
    faults,
    stats,
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
    ...keyVaultRoutes((name, call) => secretValue(options.secrets ?? {}, name, keys, call)),
    ...managedIdentityRoutes(context.clock),
    ...workspaceRoutes(),
  ];
}

function secretValue(
  secrets: Readonly<Record<string, string>>,
  name: string,
  keys: KeyRing,
  call: Call,
): string | null {
  const value = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  return value?.replaceAll('{key}', keys.current()).replaceAll('{url}', call.url.origin) ?? null;
}
