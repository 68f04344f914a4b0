import { azureEngine } from '../azure/azure-engine.ts';
import { checkedSend, unusable, type ServiceLink } from '../azure/transport/checked-send.ts';
import { baseOf } from '../../azure/endpoint.ts';
import { parseEndpoint } from '../../azure/service-endpoint.ts';
import { FailureRate } from '../azure/blame/failure-rate.ts';
import type { AzureEngineConfig } from '../azure/engine-config.ts';
import { readLimits } from '../azure/service-limits.ts';
import { loggedResubmit } from '../azure/operation-reader.ts';
import type { End } from '../azure/operation.ts';
import { resubmitting } from '../azure/run-operation.ts';
import { linkService } from '../azure/service-link.ts';
import { SubmitDeadline } from '../../flow/deadline/submit-deadline.ts';
import { parseJson } from '../../contract/parse-json.ts';
import type { OcrEngine } from '../engine.ts';
import type { Reading } from '../reading.ts';
import { readProgress } from '../read/read-progress.ts';

/**
 * Read v3.2 in its container: one synchronous call, no key, plain HTTP when the endpoint is an http:// URL. Azure's
 * client does not support this call.
 *
 * Source: https://learn.microsoft.com/azure/ai-services/computer-vision/computer-vision-how-to-install-containers
 * @throws ConfigurationError when the endpoint is not valid
 */
export function createReadContainerEngine(config: AzureEngineConfig): OcrEngine {
  const endpoint = parseEndpoint(config.endpoint, '--read_endpoint', config.auth.kind === 'none');
  const link = linkService(config, endpoint, 'The Read container');
  const url = `${baseOf(endpoint)}/vision/v3.2/read/syncAnalyze${queryOf(config)}`;
  const submits = new SubmitDeadline(config.flow);
  const failures = new FailureRate();
  const submit = { service: link.service, budget: 'submit' } as const;
  return azureEngine(config, {
    name: 'read-container',
    limits: readLimits('paid'),
    link,
    read: (image, scope) =>
      resubmitting(
        () =>
          image.withBytes(
            (bytes) =>
              config.flow.run(
                submit,
                (signal) => submits.time(() => analyze(link, url, bytes, signal)),
                scope,
                () => submits.check(scope),
              ),
            scope,
          ),
        { flow: config.flow, failures, onResubmit: loggedResubmit(config, image.key) },
        scope,
      ),
  });
}

async function analyze(
  link: ServiceLink,
  url: string,
  image: Buffer,
  signal: AbortSignal,
): Promise<End<Reading>> {
  const headers = { 'content-type': 'application/octet-stream', accept: 'application/json' };
  const request = { method: 'POST', url, headers, body: image };
  const response = await checkedSend(link, request, signal);
  const progress = readProgress(parseJson(response.text), link.service, request);
  if (progress.state === 'running') throw unusable(link.service, 'an unfinished operation', request);
  return progress;
}

function queryOf({ language, pages, readingOrder, modelVersion }: AzureEngineConfig): string {
  const query = new URLSearchParams();
  if (language !== undefined) query.set('language', language);
  if (pages !== undefined) query.set('pages', pages.join(','));
  if (readingOrder !== undefined) query.set('readingOrder', readingOrder);
  if (modelVersion !== undefined) query.set('model-version', modelVersion);
  return query.size === 0 ? '' : `?${query.toString()}`;
}
