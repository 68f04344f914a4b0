import type { TimeScope } from '../../flow/time-scope.ts';
import { publish } from '../../metrics/channels.ts';
import type { EngineLimits, ImageContent, OcrEngine } from '../engine.ts';
import type { Reading } from '../reading.ts';
import type { ServiceLink } from './transport/checked-send.ts';
import type { AzureEngineConfig } from './engine-config.ts';
import { withinImageLimit } from './image-scope.ts';
import { warnOfRetirement, type RetiringService } from './retirement.ts';

/** The differences between the engines that call a service. */
export interface AzureEngineParts {
  readonly name: RetiringService;
  readonly limits: EngineLimits;
  readonly link: ServiceLink;
  read(image: ImageContent, scope: TimeScope): Promise<Reading>;
}

/** Enough to use the default tier's rate of about 30 requests a second, when an image takes about two seconds. */
const DEFAULT_CONCURRENCY = 16;

export function azureEngine(config: AzureEngineConfig, parts: AzureEngineParts): OcrEngine {
  const { clock } = config.flow;
  const { service } = parts.link;
  const readOne = async (image: ImageContent, scope: TimeScope): Promise<Reading> => {
    const start = clock.now();
    const reading = await parts.read(image, scope);
    publish.reading(() => ({ service, pages: reading.pages.length, durationMs: clock.now() - start }));
    return reading;
  };
  warnOfRetirement(parts.name, clock, config.logger);
  return {
    name: parts.name,
    limits: parts.limits,
    defaultConcurrency: DEFAULT_CONCURRENCY,
    read: (image, outer) => withinImageLimit(config, outer, (scope) => readOne(image, scope)),
    close: () => parts.link.transport.close(),
  };
}
