import { randomUUID } from 'node:crypto';
import { isGuid } from '../../contract/is-guid.ts';
import { admitImage, type ImageProblem, sha256Of } from '../reading/admit-image.ts';
import { toPredictions } from '../convert/to-detection.ts';
import { flatError } from '../error-responses.ts';
import { type EmulatorResponse, type EmulatorRequest, type Route } from '../server/http.ts';
import { imageBytes } from '../server/multipart.ts';
import { readWhileWaiting, type ServiceContext } from './service-context.ts';

const MAX_BYTES = 4 * 1024 * 1024;

/** The only published iteration; null accepts any project id and name. */
export interface PublishedIteration {
  readonly project: string;
  readonly name: string;
}

/**
 * Custom Vision prediction v3.1, object detection
 * (https://learn.microsoft.com/azure/ai-services/custom-vision-service/use-prediction-api).
 */
export function customVisionRoutes(
  context: ServiceContext,
  published: PublishedIteration | null,
): readonly Route[] {
  const root = '^/customvision/v3\\.1/prediction/(?<project>[^/]+)/detect/iterations/(?<name>[^/]+)/image';
  const route = {
    method: 'POST',
    // Room for the boundaries of a multipart body.
    maxBodyBytes: MAX_BYTES + 4096,
    imageOf: (request: EmulatorRequest) => {
      const bytes = imageBytes(request);
      return bytes === null ? null : sha256Of(bytes);
    },
    handle: (request: EmulatorRequest) => detect(context, published, request),
  } as const;
  return [
    { ...route, operation: 'custom-vision.detect', path: new RegExp(`${root}$`) },
    { ...route, operation: 'custom-vision.detect-nostore', path: new RegExp(`${root}/nostore$`) },
  ];
}

async function detect(
  context: ServiceContext,
  published: PublishedIteration | null,
  request: EmulatorRequest,
): Promise<EmulatorResponse> {
  const rejection = checkIteration(published, request);
  if (rejection !== null) return rejection;
  const bytes = imageBytes(request);
  if (bytes === null) {
    return flatError(415, 'UnsupportedMediaType', 'Send multipart/form-data or application/octet-stream.');
  }
  const admitted = await admitImage(bytes, request.bodyTooLarge, {
    formats: ['jpeg', 'png', 'bmp', 'gif'],
    maxBytes: MAX_BYTES,
    minSide: 1,
    maxSide: 10_240,
    maxAspect: 25,
  });
  if (typeof admitted === 'string') return flatError(400, ...IMAGE_PROBLEMS[admitted]);
  const outcome = await readWhileWaiting(context, admitted.image, request.signal);
  if (outcome.kind === 'failed') return flatError(500, 'ErrorUnknown', outcome.message);
  return {
    status: 200,
    billed: { sha256: admitted.image.sha256, pages: 1 },
    body: {
      id: randomUUID(),
      project: request.params['project'],
      iteration: 'e7a1f0c4-2b63-4d5e-9c18-7f3a6b0d9e52',
      created: new Date(context.clock.now()).toISOString(),
      predictions: toPredictions(outcome.reading, admitted.image.sha256),
    },
  };
}

function checkIteration(
  published: PublishedIteration | null,
  request: EmulatorRequest,
): EmulatorResponse | null {
  const { project = '', name = '' } = request.params;
  if (!isGuid(project) || (published !== null && project !== published.project)) {
    return flatError(404, 'NotFoundProject', 'The project was not found.');
  }
  if (published === null || decodeURIComponent(name) === published.name) return null;
  return flatError(404, 'NotFoundIteration', 'The iteration is not published under this name.');
}

const BAD_FORMAT = ['BadRequestImageFormat', 'The image format is not supported.'] as const;

const IMAGE_PROBLEMS: Readonly<Record<ImageProblem, readonly [code: string, message: string]>> = {
  empty: BAD_FORMAT,
  too_large: ['BadRequestImageSizeBytes', 'The image is larger than 4 MB.'],
  unknown_format: BAD_FORMAT,
  unsupported_format: BAD_FORMAT,
  undecodable: BAD_FORMAT,
  bad_dimensions: [
    'BadRequestImageDimensions',
    'The image is longer than 10240 pixels or more than 25 times as long as it is wide.',
  ],
};
