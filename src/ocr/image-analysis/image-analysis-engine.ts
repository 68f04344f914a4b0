import imageAnalysis from '@azure-rest/ai-vision-image-analysis';
import { azureEngine } from '../azure/azure-engine.ts';
import { unusable, withoutResult } from '../azure/transport/checked-send.ts';
import { coreRestOptions, withoutCredentials } from '../azure/transport/core-rest-http-client.ts';
import { baseOf } from '../../azure/endpoint.ts';
import { parseEndpoint } from '../../azure/service-endpoint.ts';
import type { AzureEngineConfig } from '../azure/engine-config.ts';
import { paidCalls } from '../azure/paid-calls.ts';
import { guardClient } from '../azure/transport/guard-client.ts';
import { imageAnalysisLimits } from '../azure/service-limits.ts';
import { linkService } from '../azure/service-link.ts';
import { isRecord } from '../../contract/is-record.ts';
import type { OcrEngine } from '../engine.ts';
import type { Reading } from '../reading.ts';
import { fromImageAnalysis } from './from-image-analysis.ts';

const API_VERSION = '2024-02-01';

/**
 * Image Analysis 4.0, feature `Read`: one synchronous call per image. It detects the language itself and has no
 * options for pages and the reading order.
 * @throws ConfigurationError when the endpoint is not valid
 */
export function createImageAnalysisEngine(config: AzureEngineConfig): OcrEngine {
  const endpoint = parseEndpoint(config.endpoint, '--read_endpoint');
  const link = linkService(config, endpoint, 'Image Analysis');
  const client = withoutCredentials((placeholder) =>
    imageAnalysis.default(baseOf(endpoint), placeholder, {
      ...coreRestOptions(link),
      apiVersion: API_VERSION,
    }),
  );
  const queryParameters = {
    features: ['Read'],
    ...(config.modelVersion === undefined ? {} : { 'model-version': config.modelVersion }),
  };

  const analyze = async (image: Buffer, signal: AbortSignal): Promise<Reading> => {
    const { body } = await guardClient(link.service, 'POST', signal, async () =>
      client.path('/imageanalysis:analyze').post({
        contentType: 'application/octet-stream',
        body: image,
        queryParameters,
        abortSignal: signal,
      }),
    );
    const reading = fromImageAnalysis(body);
    if (reading !== null) return reading;
    if (isRecord(body)) throw withoutResult(link.service);
    throw unusable(link.service, 'something', { method: 'POST' });
  };

  const paid = paidCalls(config.flow, link.service, config.keepReading);
  return azureEngine(config, {
    name: 'image-analysis',
    limits: imageAnalysisLimits,
    link,
    read: (image, scope) =>
      image.withBytes((bytes) => paid(image.sha256, (signal) => analyze(bytes, signal), scope), scope),
  });
}
