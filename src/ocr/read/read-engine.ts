import { azureEngine } from '../azure/azure-engine.ts';
import { parseEndpoint } from '../../azure/endpoint.ts';
import type { AzureEngineConfig } from '../azure/engine-config.ts';
import { readLimits } from '../azure/service-limits.ts';
import { operationOptions, runOperation } from '../azure/operation.ts';
import { linkService } from '../azure/service-link.ts';
import type { OcrEngine } from '../engine.ts';
import { readOperations } from './read-operation.ts';

/**
 * Read v3.2 in the cloud: an image is submitted, its operation polled.
 * @throws ConfigurationError when the endpoint is not valid
 */
export function createReadEngine(config: AzureEngineConfig): OcrEngine {
  const endpoint = parseEndpoint(config.endpoint, '--read_endpoint');
  const link = linkService(config, endpoint, 'The Read API');
  const operationFor = readOperations(link, endpoint, config);
  return azureEngine(config, {
    name: 'read',
    limits: readLimits(config.tier ?? 'paid'),
    link,
    read: (image, scope) =>
      runOperation(operationFor(image.bytes), operationOptions(config, link, image), scope),
  });
}
