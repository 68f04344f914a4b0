import { ComputerVisionClient, type ComputerVisionModels } from '@azure/cognitiveservices-computervision';
import { deserializationPolicy, type AbortSignalLike } from '@azure/ms-rest-js';
import { parseRetryAfter } from '../../flow/retry-after.ts';
import { unusable, type ServiceLink } from '../azure/transport/checked-send.ts';
import type { AzureEngineConfig } from '../azure/engine-config.ts';
import { guardClient } from '../azure/transport/guard-client.ts';
import { msRestHttpClient } from '../azure/transport/ms-rest-http-client.ts';
import { operationIdFrom } from '../azure/operation-id.ts';
import type { Operation } from '../azure/operation.ts';
import type { Reading } from '../reading.ts';
import { readProgress } from './read-progress.ts';

/** The credentials are added below the client library. */
const unsigned = { signRequest: <T>(request: T): Promise<T> => Promise.resolve(request) };

/** The Read v3.2 protocol, through Azure's own client. */
export function readOperation(
  link: ServiceLink,
  endpoint: URL,
  config: AzureEngineConfig,
): Operation<Reading> {
  const client = new ComputerVisionClient(unsigned, endpoint.origin, {
    httpClient: msRestHttpClient(link, endpoint),
    // The whole pipeline: no retries, no redirects, nothing that logs.
    requestPolicyFactories: [deserializationPolicy()],
  });
  const waitIn = (headers: { get(name: string): string | undefined }): number | null =>
    parseRetryAfter((name) => headers.get(name), '', link.clock.now());

  return {
    async submit(image, signal) {
      const { operationLocation, _response: response } = await guardClient(link.service, 'POST', signal, () =>
        client.readInStream(image, optionsFor(config, signal)),
      );
      const id = operationIdFrom(operationLocation);
      if (id === null) throw unusable(link.service, 'no operation to poll', { method: 'POST' });
      return { id, retryAfterMs: waitIn(response.headers) };
    },
    async poll(id, signal) {
      const { _response: response, ...result } = await guardClient(link.service, 'GET', signal, () =>
        client.getReadResult(id, { abortSignal: signalFor(signal) }),
      );
      const progress = readProgress(result, link.service, { method: 'GET' });
      return progress.state === 'running'
        ? { ...progress, retryAfterMs: waitIn(response.headers) }
        : progress;
    },
  };
}

function optionsFor(config: AzureEngineConfig, signal: AbortSignal) {
  const options: ComputerVisionModels.ComputerVisionClientReadInStreamOptionalParams = {
    abortSignal: signalFor(signal),
    ...(config.pages === undefined ? {} : { pages: [...config.pages] }),
    ...(config.readingOrder === undefined ? {} : { readingOrder: config.readingOrder }),
    ...(config.modelVersion === undefined ? {} : { modelVersion: config.modelVersion }),
  };
  // The service supports more languages than the client's type, which is older than its newest model.
  return Object.assign(options, config.language === undefined ? {} : { language: config.language });
}

/** The client's type for a signal differs from Node's in `onabort` only, which nothing sets. */
function signalFor(signal: AbortSignal): AbortSignalLike {
  return signal as AbortSignalLike;
}
