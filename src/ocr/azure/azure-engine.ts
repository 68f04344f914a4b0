import type { TimeScope } from '../../flow/time-scope.ts';
import type { EngineLimits, ImageContent, OcrEngine } from '../engine.ts';
import type { Reading } from '../reading.ts';
import type { ServiceLink } from './transport/checked-send.ts';
import type { AzureEngineConfig } from './engine-config.ts';
import { withinImageLimit } from './image-scope.ts';
import { warnOfRetirement, type RetiringThing } from './retirement.ts';

/** What differs between the engines that are services. */
export interface AzureEngineParts {
  readonly name: RetiringThing;
  readonly limits: EngineLimits;
  readonly link: ServiceLink;
  read(image: ImageContent, scope: TimeScope): Promise<Reading>;
}

/** Images that fit the default tier's rate, about 30 requests a second, when each takes some two seconds. */
const DEFAULT_CONCURRENCY = 16;

export function azureEngine(config: AzureEngineConfig, parts: AzureEngineParts): OcrEngine {
  warnOfRetirement(parts.name, config.flow.clock, config.logger);
  return {
    name: parts.name,
    limits: parts.limits,
    defaultConcurrency: DEFAULT_CONCURRENCY,
    read: (image, outer) => withinImageLimit(config, outer, (scope) => parts.read(image, scope)),
    close: () => parts.link.transport.close(),
  };
}
