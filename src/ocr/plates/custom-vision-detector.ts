import { checkedSend, unusable } from '../azure/transport/checked-send.ts';
import { baseOf } from '../../azure/endpoint.ts';
import { parseEndpoint } from '../../azure/service-endpoint.ts';
import type { ServiceConfig } from '../azure/engine-config.ts';
import { withinImageLimit } from '../azure/image-scope.ts';
import { warnOfRetirement } from '../azure/retirement.ts';
import { parseJson } from '../../contract/parse-json.ts';
import { DETECTOR_NEEDED, ServiceSetupError } from '../azure/service-errors.ts';
import { type KeepResult, paidCalls } from '../azure/paid-calls.ts';
import { linkService } from '../azure/service-link.ts';
import type { Detection, Detector } from './detector.ts';
import { fromPrediction, isClassification } from './from-prediction.ts';

export interface CustomVisionConfig extends ServiceConfig {
  /** A GUID. */
  readonly projectId: string;
  /** The name the iteration was published under. */
  readonly publishedName: string;
  /** 0 to 1: less probable boxes are ignored. */
  readonly minimumProbability: number;
  /** When absent, a result that comes too late is lost to other processes. */
  readonly keepDetections?: KeepResult<readonly Detection[]>;
}

/**
 * The published iteration of a Custom Vision detector, through the call that does not store the image: it has twice the
 * rate, and the other call keeps images for 30 days.
 *
 * Source: https://learn.microsoft.com/azure/ai-services/custom-vision-service/limits-and-quotas
 * @throws ConfigurationError when the endpoint is not valid
 */
export function createCustomVisionDetector(config: CustomVisionConfig): Detector {
  const endpoint = parseEndpoint(config.endpoint, '--custom_vision_endpoint');
  const link = linkService(config, endpoint, 'Custom Vision', 'prediction-key');
  warnOfRetirement('custom-vision', config.flow.clock, config.logger);
  const project = encodeURIComponent(config.projectId);
  const iteration = encodeURIComponent(config.publishedName);
  const url = `${baseOf(endpoint)}/customvision/v3.1/prediction/${project}/detect/iterations/${iteration}/image/nostore`;
  const headers = { 'content-type': 'application/octet-stream', accept: 'application/json' };
  const paid = paidCalls(config.flow, link.service, config.keepDetections);

  const lookAt = async (bytes: Buffer, signal: AbortSignal): Promise<readonly Detection[]> => {
    const request = { method: 'POST', url, headers, body: bytes };
    const response = await checkedSend(link, request, signal);
    const prediction = parseJson(response.text);
    if (isClassification(prediction)) {
      const says = `${link.service} returned predictions without bounding boxes`;
      throw new ServiceSetupError('not_a_detector', `${says}. ${DETECTOR_NEEDED}`);
    }
    const detections = fromPrediction(prediction, config.minimumProbability);
    if (detections === null) throw unusable(link.service, 'something', request);
    return detections;
  };

  return {
    model: config.publishedName,
    detect: ({ bytes, sha256 }, outer) =>
      withinImageLimit(config, outer, (scope) => paid(sha256, (signal) => lookAt(bytes, signal), scope)),
    close: () => link.transport.close(),
  };
}
