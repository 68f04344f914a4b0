import { admitImage, type ImageProblem, sha256Of } from '../reading/admit-image.ts';
import { toImageAnalysis } from '../convert/to-image-analysis.ts';
import { resourceNotFound, wrappedError } from '../error-responses.ts';
import { type EmulatorResponse, type EmulatorRequest, queryValue, type Route } from '../server/http.ts';
import { imageBytes } from '../server/multipart.ts';
import { readWhileWaiting, type ServiceContext } from './service-context.ts';

const MAX_BYTES = 20_971_520;
const API_VERSIONS: ReadonlySet<unknown> = new Set(['2023-10-01', '2024-02-01']);

/**
 * Image Analysis 4.0 with `features=read`, the only feature supported here
 * (https://learn.microsoft.com/azure/ai-services/computer-vision/how-to/call-analyze-image-40).
 */
export function imageAnalysisRoutes(context: ServiceContext): readonly Route[] {
  return [
    {
      operation: 'image-analysis.analyze',
      method: 'POST',
      path: /^\/computervision\/imageanalysis:analyze$/,
      // Room for the boundaries of a multipart body.
      maxBodyBytes: MAX_BYTES + 4096,
      imageOf: (request) => {
        const bytes = imageBytes(request);
        return bytes === null ? null : sha256Of(bytes);
      },
      handle: (request) => analyze(context, request),
    },
  ];
}

async function analyze(context: ServiceContext, request: EmulatorRequest): Promise<EmulatorResponse> {
  const rejection = checkQuery(request);
  if (rejection !== null) return rejection;
  const bytes = imageBytes(request);
  if (bytes === null) return invalid(['BadArgument', UNSENT]);
  const admitted = await admitImage(bytes, request.bodyTooLarge, {
    formats: ['jpeg', 'png', 'bmp', 'gif', 'tiff', 'webp'],
    maxBytes: MAX_BYTES,
    minSide: 50,
    maxSide: 16_000,
  });
  if (admitted === 'too_large') return tooLarge();
  if (typeof admitted === 'string') return invalid(IMAGE_PROBLEMS[admitted]);
  const outcome = await readWhileWaiting(context, admitted.image, request.signal);
  if (outcome.kind === 'failed') {
    const status = outcome.code === 'InternalServerError' ? 500 : 400;
    return withErrorCode(
      wrappedError(status, { code: outcome.code, message: outcome.message }),
      outcome.code,
    );
  }
  return {
    status: 200,
    body: toImageAnalysis(outcome.reading),
    billed: { sha256: admitted.image.sha256, pages: 1 },
  };
}

function checkQuery(request: EmulatorRequest): EmulatorResponse | null {
  if (!API_VERSIONS.has(queryValue(request, 'api-version'))) return resourceNotFound();
  const features = (queryValue(request, 'features') ?? '')
    .split(',')
    .map((feature) => feature.trim().toLowerCase());
  if (features.length !== 1 || features[0] !== 'read') {
    return invalid(['NotSupportedVisualFeature', 'The emulator supports only the feature read.']);
  }
  const language = queryValue(request, 'language');
  if (language === null || /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(language)) return null;
  return invalid(['NotSupportedLanguage', `The language ${language} is not supported.`]);
}

/** The outer code is in a header as well. */
function withErrorCode(response: EmulatorResponse, code: string): EmulatorResponse {
  return { ...response, headers: { 'x-ms-error-code': code } };
}

function invalid([code, message]: readonly [code: string, message: string]): EmulatorResponse {
  const response = wrappedError(400, { code: 'InvalidRequest', message, inner: { code, message } });
  return withErrorCode(response, 'InvalidRequest');
}

/** The one rejection without an inner error. */
function tooLarge(): EmulatorResponse {
  const message = `The image is larger than ${MAX_BYTES} bytes.`;
  return withErrorCode(wrappedError(400, { code: 'InvalidRequest', message }), 'InvalidRequest');
}

const UNSENT =
  'The emulator downloads nothing. Send the bytes as application/octet-stream or multipart/form-data.';
const NO_IMAGE = ['InvalidImageFormat', 'The image format is not valid.'] as const;

const IMAGE_PROBLEMS: Readonly<
  Record<Exclude<ImageProblem, 'too_large'>, readonly [code: string, message: string]>
> = {
  empty: NO_IMAGE,
  unknown_format: NO_IMAGE,
  unsupported_format: NO_IMAGE,
  undecodable: NO_IMAGE,
  bad_dimensions: ['InvalidImageSize', 'The image must be between 50 x 50 and 16000 x 16000 pixels.'],
};
