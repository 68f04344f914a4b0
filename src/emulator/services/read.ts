import { admitImage, type AdmittedImage, type ImageProblem, sha256Of } from '../reading/admit-image.ts';
import { type ErrorShape, flatError, wrappedError } from '../error-responses.ts';
import {
  type EmulatorResponse,
  type EmulatorRequest,
  mediaType,
  queryValue,
  type Route,
} from '../server/http.ts';
import { selectPages } from '../reading/page-range.ts';
import type { Sku } from '../server/rates.ts';
import { checkReadQuery, type ReadProblem } from './read-query.ts';
import { readOperationBody } from './read-operation-body.ts';
import { readWhileWaiting, type ServiceContext, startOperation } from './service-context.ts';

const MIB = 1024 * 1024;

/**
 * Computer Vision Read v3.2, cloud and container
 * (https://learn.microsoft.com/azure/ai-services/computer-vision/how-to/call-read-api).
 */
export function readRoutes(context: ServiceContext, shape: ErrorShape): readonly Route[] {
  const maxBodyBytes = context.sku === 'F0' ? 4 * MIB : 500 * MIB;
  const post = { method: 'POST', maxBodyBytes, imageOf: bodyHash } as const;
  return [
    {
      ...post,
      operation: 'read.submit',
      path: /^\/vision\/v3\.2\/read\/analyze$/,
      handle: (request) => submit(context, shape, maxBodyBytes, request),
    },
    {
      ...post,
      operation: 'read.sync',
      path: /^\/vision\/v3\.2\/read\/syncAnalyze$/,
      handle: (request) => analyzeNow(context, shape, maxBodyBytes, request),
    },
    {
      operation: 'read.result',
      method: 'GET',
      path: /^\/vision\/v3\.2\/read\/analyzeResults\/(?<id>[^/]+)$/,
      imageOf: (request) => context.operations.find('read', request.params['id'] ?? '')?.sha256 ?? null,
      handle: (request) => result(context, request),
    },
  ];
}

const bodyHash = (request: EmulatorRequest): string | null =>
  request.body.length > 0 ? sha256Of(request.body) : null;

async function submit(
  context: ServiceContext,
  shape: ErrorShape,
  maxBytes: number,
  request: EmulatorRequest,
): Promise<EmulatorResponse> {
  const admitted = await admit(context.sku, maxBytes, request);
  if ('status' in admitted) return toResponse(admitted, shape);
  const operation = startOperation(context, 'read', admitted.image, admitted.pages, request);
  return {
    status: 202,
    headers: {
      'operation-location': `${request.url.origin}/vision/v3.2/read/analyzeResults/${operation.id}`,
    },
    billed: { sha256: admitted.image.sha256, pages: admitted.pages.length },
  };
}

async function analyzeNow(
  context: ServiceContext,
  shape: ErrorShape,
  maxBytes: number,
  request: EmulatorRequest,
): Promise<EmulatorResponse> {
  const admitted = await admit(context.sku, maxBytes, request);
  if ('status' in admitted) return toResponse(admitted, shape);
  const outcome = await readWhileWaiting(context, admitted.image, request.signal);
  if (request.forcedOutcome !== null || outcome.kind === 'failed')
    return { status: 200, body: { status: 'Failed' } };
  const now = context.clock.now();
  const operation = {
    createdMs: now,
    readyMs: now,
    forcedOutcome: null,
    pages: admitted.pages,
    result: outcome,
  };
  return {
    status: 200,
    body: readOperationBody(operation, now),
    billed: { sha256: admitted.image.sha256, pages: admitted.pages.length },
  };
}

function result(context: ServiceContext, request: EmulatorRequest): EmulatorResponse {
  const operation = context.operations.find('read', request.params['id'] ?? '');
  if (operation === null || operation.forcedOutcome === 'vanished') {
    return wrappedError(404, {
      code: 'BadArgument',
      message: 'The operation id is invalid, or the operation has expired or was deleted.',
    });
  }
  return { status: 200, body: readOperationBody(operation, context.clock.now()) };
}

async function admit(
  sku: Sku,
  maxBytes: number,
  request: EmulatorRequest,
): Promise<(AdmittedImage & { readonly pages: readonly number[] }) | ReadProblem> {
  const rejection = checkMediaType(request) ?? checkReadQuery(request);
  if (rejection !== null) return rejection;
  const admitted = await admitImage(request.body, request.bodyTooLarge, {
    formats: ['jpeg', 'png', 'bmp', 'pdf', 'tiff'],
    maxBytes,
    minSide: 50,
    maxSide: 10_000,
  });
  if (typeof admitted === 'string') return IMAGE_PROBLEMS[admitted];
  const readable = Math.min(admitted.facts.pages, sku === 'F0' ? 2 : 2000);
  const pages = selectPages(queryValue(request, 'pages'), readable);
  return pages === null ? INVALID_PAGES : { ...admitted, pages };
}

function checkMediaType(request: EmulatorRequest): ReadProblem | null {
  const type = mediaType(request);
  if (type === 'application/octet-stream') return null;
  if (type !== 'application/json') {
    return {
      status: 415,
      code: 'UnsupportedMediaType',
      message: `The content type ${type || '(none)'} is not supported.`,
    };
  }
  return {
    status: 400,
    code: 'FailedToDownloadImage',
    message: 'The emulator downloads nothing. Send the bytes as application/octet-stream.',
  };
}

const INVALID_PAGES: ReadProblem = {
  status: 400,
  code: 'InvalidPageRange',
  message: 'The page range is malformed or selects no page of the document.',
};

const IMAGE_PROBLEMS: Readonly<Record<ImageProblem, ReadProblem>> = {
  empty: { status: 400, code: 'InvalidImageSize', message: 'The image is empty.' },
  too_large: { status: 400, code: 'InvalidImageSize', message: 'The image is larger than the tier allows.' },
  unknown_format: { status: 400, code: 'InvalidImageFormat', message: 'The input is not a valid image.' },
  unsupported_format: {
    status: 415,
    code: 'UnsupportedImageFormat',
    message: 'The image format is not supported. Supported are JPEG, PNG, BMP, PDF and TIFF.',
  },
  undecodable: { status: 400, code: 'InvalidImage', message: 'The image cannot be decoded.' },
  bad_dimensions: {
    status: 400,
    code: 'InvalidImageDimension',
    message: 'The image must be between 50 x 50 and 10000 x 10000 pixels.',
  },
};

/**
 * The published specification declares the flat shape for Read; containers have been observed to send the wrapped one.
 */
function toResponse({ status, code, message }: ReadProblem, shape: ErrorShape): EmulatorResponse {
  if (shape === 'flat') return flatError(status, code, message);
  return wrappedError(status, { code: 'InvalidRequest', message, inner: { code, message } });
}
