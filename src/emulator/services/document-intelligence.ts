import { admitImage, type ImageProblem, sha256Of } from '../reading/admit-image.ts';
import { flatError, resourceNotFound, wrappedError } from '../error-responses.ts';
import { STRING_INDEX_TYPES } from '../convert/string-index.ts';
import {
  type EmulatorResponse,
  type EmulatorRequest,
  mediaType,
  parseJsonObject,
  queryValue,
  type Route,
} from '../server/http.ts';
import { selectPages } from '../reading/page-range.ts';
import { documentOperationBody } from './document-operation-body.ts';
import { type ServiceContext, startOperation } from './service-context.ts';

const API_VERSION = '2024-11-30';
const MIB = 1024 * 1024;
const RESULT = /^\/documentintelligence\/documentModels\/(?<model>[^/:]+)\/analyzeResults\/(?<id>[^/]+)$/;

/**
 * Document Intelligence v4.0, model prebuilt-read
 * (https://learn.microsoft.com/rest/api/aiservices/document-models/analyze-document).
 */
export function documentIntelligenceRoutes(context: ServiceContext): readonly Route[] {
  const maxBytes = context.sku === 'F0' ? 4 * MIB : 500 * MIB;
  const known = (request: EmulatorRequest) => findOperation(context, request)?.sha256 ?? null;
  return [
    {
      operation: 'document-intelligence.analyze',
      method: 'POST',
      path: /^\/documentintelligence\/documentModels\/(?<model>[^/:]+):analyze$/,
      // A base64 source is a third longer than the document.
      maxBodyBytes: Math.ceil(maxBytes * 1.4),
      imageOf: (request) => {
        const bytes = documentOf(request);
        return bytes === null ? null : sha256Of(bytes);
      },
      handle: (request) => analyze(context, maxBytes, request),
    },
    {
      operation: 'document-intelligence.result',
      method: 'GET',
      path: RESULT,
      imageOf: known,
      handle: (request) => result(context, request),
    },
    {
      operation: 'document-intelligence.delete',
      method: 'DELETE',
      path: RESULT,
      imageOf: known,
      handle: (request) => remove(context, request),
    },
  ];
}

async function analyze(
  context: ServiceContext,
  maxBytes: number,
  request: EmulatorRequest,
): Promise<EmulatorResponse> {
  const rejection = checkRequest(request);
  if (rejection !== null) return rejection;
  const bytes = documentOf(request);
  if (bytes === null && !request.bodyTooLarge) return invalid('InvalidContentSourceFormat', NO_SOURCE);
  const admitted = await admitImage(bytes ?? request.body, request.bodyTooLarge, {
    formats: ['jpeg', 'png', 'bmp', 'tiff', 'heif', 'pdf'],
    maxBytes,
    minSide: 50,
    maxSide: 10_000,
  });
  if (typeof admitted === 'string') return invalid(...IMAGE_PROBLEMS[admitted]);
  const readable = Math.min(admitted.facts.pages, context.sku === 'F0' ? 2 : 2000);
  const pages = selectPages(queryValue(request, 'pages'), readable);
  if (pages === null) {
    return invalid('InvalidParameter', 'The parameter pages is invalid: it selects no page of the document.');
  }
  const operation = startOperation(context, 'document-intelligence', admitted.image, pages, request);
  const path = `/documentintelligence/documentModels/prebuilt-read/analyzeResults/${operation.id}`;
  return {
    status: 202,
    headers: {
      'operation-location': `${request.url.origin}${path}?api-version=${API_VERSION}`,
      'retry-after': '1',
    },
    billed: { sha256: admitted.image.sha256, pages: pages.length },
  };
}

function result(context: ServiceContext, request: EmulatorRequest): EmulatorResponse {
  if (queryValue(request, 'api-version') !== API_VERSION) return resourceNotFound();
  const operation = findOperation(context, request);
  if (operation === null || operation.forcedOutcome === 'vanished') return noResult();
  const stringIndexType = STRING_INDEX_TYPES.find((type) => type === queryValue(request, 'stringIndexType'));
  return { status: 200, body: documentOperationBody(operation, stringIndexType, context.clock.now()) };
}

function remove(context: ServiceContext, request: EmulatorRequest): EmulatorResponse {
  if (queryValue(request, 'api-version') !== API_VERSION) return resourceNotFound();
  const operation = findOperation(context, request);
  if (operation === null) return noResult();
  context.operations.remove(operation.id);
  return { status: 204 };
}

function findOperation(context: ServiceContext, request: EmulatorRequest) {
  return context.operations.find('document-intelligence', request.params['id'] ?? '');
}

const noResult = () => flatError(404, 'NotFound', 'Analyze result does not exist.');

function checkRequest(request: EmulatorRequest): EmulatorResponse | null {
  if (queryValue(request, 'api-version') !== API_VERSION) return resourceNotFound();
  if (request.params['model'] !== 'prebuilt-read') {
    return wrappedError(404, {
      code: 'NotFound',
      message: 'Resource not found.',
      inner: { code: 'ModelNotFound', message: 'The requested model was not found.' },
    });
  }
  const stringIndexType = queryValue(request, 'stringIndexType') ?? 'textElements';
  if (!STRING_INDEX_TYPES.some((type) => type === stringIndexType)) {
    return invalid('InvalidParameter', `The parameter stringIndexType is invalid: ${stringIndexType}.`);
  }
  const type = mediaType(request);
  if (/^(application\/(json|octet-stream|pdf)|image\/(jpeg|png|bmp|tiff|heif))$/.test(type)) return null;
  return wrappedError(415, {
    code: 'UnsupportedMediaType',
    message: `Request media type ${type || '(none)'} is not supported.`,
  });
}

/** The bytes of the body, or the `base64Source` of a JSON body; null when there are none. Nothing is downloaded. */
function documentOf(request: EmulatorRequest): Buffer | null {
  if (mediaType(request) !== 'application/json') return request.body;
  const { base64Source: source } = parseJsonObject(request.body);
  return typeof source === 'string' ? Buffer.from(source, 'base64') : null;
}

function invalid(code: string, message: string): EmulatorResponse {
  return wrappedError(400, { code: 'InvalidRequest', message: 'Invalid request.', inner: { code, message } });
}

const NO_SOURCE =
  'The emulator downloads nothing. Send the bytes themselves, or base64Source in a JSON body.';
const UNREADABLE = 'The file is corrupted or format is unsupported.';

const IMAGE_PROBLEMS: Readonly<Record<ImageProblem, readonly [code: string, message: string]>> = {
  empty: ['InvalidContent', UNREADABLE],
  too_large: ['InvalidContentLength', 'The input image is too large.'],
  unknown_format: ['InvalidContent', UNREADABLE],
  unsupported_format: ['InvalidContent', UNREADABLE],
  undecodable: ['InvalidContent', UNREADABLE],
  bad_dimensions: [
    'InvalidContentDimensions',
    'The input image dimensions are out of range: 50 x 50 to 10000 x 10000 pixels.',
  ],
};
