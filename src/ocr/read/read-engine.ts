import { azureEngine } from '../azure/azure-engine.ts';
import { parseEndpoint } from '../../azure/service-endpoint.ts';
import type { AzureEngineConfig } from '../azure/engine-config.ts';
import { readLimits } from '../azure/service-limits.ts';
import { operationReader } from '../azure/operation-reader.ts';
import { linkService } from '../azure/service-link.ts';
import type { OcrEngine } from '../engine.ts';
import { readOperation } from './read-operation.ts';

/**
 * Read v3.2 in the cloud: an image is submitted, its operation polled.
 * @throws ConfigurationError when the endpoint is not valid
 */
export function createReadEngine(config: AzureEngineConfig): OcrEngine {
  const endpoint = parseEndpoint(config.endpoint, '--read_endpoint');
  const link = linkService(config, endpoint, 'The Read API');
  return azureEngine(config, {
    name: 'read',
    limits: readLimits(config.tier ?? 'paid'),
    link,
    read: operationReader(readOperation(link, endpoint, config), config, link.service),
  });
}
