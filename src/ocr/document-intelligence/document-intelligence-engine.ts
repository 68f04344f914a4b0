import createClient from '@azure-rest/ai-document-intelligence';
import { parseRetryAfter } from '../../flow/retry-after.ts';
import { azureEngine } from '../azure/azure-engine.ts';
import { unusable, type ServiceLink } from '../azure/transport/checked-send.ts';
import { coreRestOptions, withoutCredentials } from '../azure/transport/core-rest-http-client.ts';
import { baseOf } from '../../azure/endpoint.ts';
import { parseEndpoint } from '../../azure/service-endpoint.ts';
import type { AzureEngineConfig } from '../azure/engine-config.ts';
import { guardClient } from '../azure/transport/guard-client.ts';
import { documentIntelligenceLimits } from '../azure/service-limits.ts';
import { operationIdFrom } from '../azure/operation-id.ts';
import type { Operation } from '../azure/operation.ts';
import { operationReader } from '../azure/operation-reader.ts';
import { linkService } from '../azure/service-link.ts';
import type { OcrEngine } from '../engine.ts';
import type { Reading } from '../reading.ts';
import { analyzeProgress } from './analyze-progress.ts';

const API_VERSION = '2024-11-30';
const MODEL = 'prebuilt-read';

/**
 * Document Intelligence v4.0, model `prebuilt-read`: submitted and polled like Read. It has no options for the reading
 * order and the model version.
 * @throws ConfigurationError when the endpoint is not valid
 */
export function createDocumentIntelligenceEngine(config: AzureEngineConfig): OcrEngine {
  const endpoint = parseEndpoint(config.endpoint, '--read_endpoint');
  const link = linkService(config, endpoint, 'Document Intelligence');
  return azureEngine(config, {
    name: 'document-intelligence',
    limits: documentIntelligenceLimits(config.tier ?? 'paid'),
    link,
    read: operationReader(analyzeOperation(link, endpoint, config), config, link.service),
  });
}

function analyzeOperation(link: ServiceLink, endpoint: URL, config: AzureEngineConfig): Operation<Reading> {
  const client = withoutCredentials((placeholder) =>
    createClient(baseOf(endpoint), placeholder, { ...coreRestOptions(link), apiVersion: API_VERSION }),
  );
  const queryParameters = {
    ...(config.language === undefined ? {} : { locale: config.language }),
    ...(config.pages === undefined ? {} : { pages: config.pages.join(',') }),
    stringIndexType: 'utf16CodeUnit' as const,
  };
  const waitIn = (headers: Readonly<Record<string, string | undefined>>): number | null =>
    parseRetryAfter((name) => headers[name], '', link.clock.now());

  return {
    async submit(image, signal) {
      const { headers } = await guardClient(link.service, 'POST', signal, async () =>
        client.path('/documentModels/{modelId}:analyze', MODEL).post({
          contentType: 'application/octet-stream',
          body: image,
          queryParameters,
          abortSignal: signal,
        }),
      );
      const received: Readonly<Record<string, string | undefined>> = { ...headers };
      const id = operationIdFrom(received['operation-location']);
      if (id === null) throw unusable(link.service, 'no operation to poll', { method: 'POST' });
      return { id, retryAfterMs: waitIn(received) };
    },
    async poll(id, signal) {
      const { body, headers } = await guardClient(link.service, 'GET', signal, async () =>
        client
          .path('/documentModels/{modelId}/analyzeResults/{resultId}', MODEL, id)
          .get({ abortSignal: signal }),
      );
      return analyzeProgress(body, link.service, waitIn({ ...headers }));
    },
  };
}
