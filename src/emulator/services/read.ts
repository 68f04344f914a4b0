import { admitImage, type AdmittedImage, type ImageProblem, sha256Of } from '../reading/admit-image.ts';
import { type ErrorShape, flatError, wrappedError } from '../error-answers.ts';
import { type Answer, type Call, mediaType, queryValue, type Route } from '../server/http.ts';
import { selectPages } from '../reading/page-range.ts';
import type { Tier } from '../server/rates.ts';
import { checkReadQuery, type ReadProblem } from './read-query.ts';
import { readOperationBody } from './read-operation-body.ts';
import { readWhileWaiting, type ServiceContext, startOperation } from './service-context.ts';

const MIB = 1024 * 1024;

/**
 * Computer Vision Read v3.2, cloud and container
 * (https://learn.microsoft.com/azure/ai-services/computer-vision/how-to/call-read-api).
 */
export function readRoutes(context: ServiceContext, shape: ErrorShape): readonly Route[] {
  const maxBodyBytes = context.tier === 'F0' ? 4 * MIB : 500 * MIB;
  const post = { method: 'POST', maxBodyBytes, imageOf: bodyHash } as const;
  return [
    {
      ...post,
      operation: 'read.submit',
      path: /^\/vision\/v3\.2\/read\/analyze$/,
      handle: (call) => submit(context, shape, maxBodyBytes, call),
    },
    {
      ...post,
      operation: 'read.sync',
      path: /^\/vision\/v3\.2\/read\/syncAnalyze$/,
      handle: (call) => analyzeNow(context, shape, maxBodyBytes, call),
    },
    {
      operation: 'read.result',
      method: 'GET',
      path: /^\/vision\/v3\.2\/read\/analyzeResults\/(?<id>[^/]+)$/,
      imageOf: (call) => context.operations.find('read', call.params['id'] ?? '')?.sha256 ?? null,
      handle: (call) => result(context, call),
    },
  ];
}

const bodyHash = (call: Call): string | null => (call.body.length > 0 ? sha256Of(call.body) : null);

async function submit(
  context: ServiceContext,
  shape: ErrorShape,
  maxBytes: number,
  call: Call,
): Promise<Answer> {
  const admitted = await admit(context.tier, maxBytes, call);
  if ('status' in admitted) return toAnswer(admitted, shape);
  const operation = startOperation(context, 'read', admitted.image, admitted.pages, call);
  return {
    status: 202,
    headers: { 'operation-location': `${call.url.origin}/vision/v3.2/read/analyzeResults/${operation.id}` },
    billed: { sha256: admitted.image.sha256, pages: admitted.pages.length },
  };
}

async function analyzeNow(
  context: ServiceContext,
  shape: ErrorShape,
  maxBytes: number,
  call: Call,
): Promise<Answer> {
  const admitted = await admit(context.tier, maxBytes, call);
  if ('status' in admitted) return toAnswer(admitted, shape);
  const outcome = await readWhileWaiting(context, admitted.image, call.signal);
  if (call.fate !== null || outcome.kind === 'failed') return { status: 200, body: { status: 'Failed' } };
  const now = context.clock.now();
  const operation = { createdMs: now, readyMs: now, fate: null, pages: admitted.pages, result: outcome };
  return {
    status: 200,
    body: readOperationBody(operation, now),
    billed: { sha256: admitted.image.sha256, pages: admitted.pages.length },
  };
}

function result(context: ServiceContext, call: Call): Answer {
  const operation = context.operations.find('read', call.params['id'] ?? '');
  if (operation === null || operation.fate === 'vanished') {
    return wrappedError(404, {
      code: 'BadArgument',
      message: 'The operation id is invalid, or the operation has expired or was deleted.',
    });
  }
  return { status: 200, body: readOperationBody(operation, context.clock.now()) };
}

async function admit(
  tier: Tier,
  maxBytes: number,
  call: Call,
): Promise<(AdmittedImage & { readonly pages: readonly number[] }) | ReadProblem> {
  const refused = checkMediaType(call) ?? checkReadQuery(call);
  if (refused !== null) return refused;
  const admitted = await admitImage(call.body, call.bodyTooLarge, {
    formats: ['jpeg', 'png', 'bmp', 'pdf', 'tiff'],
    maxBytes,
    minSide: 50,
    maxSide: 10_000,
  });
  if (typeof admitted === 'string') return IMAGE_PROBLEMS[admitted];
  const readable = Math.min(admitted.facts.pages, tier === 'F0' ? 2 : 2000);
  const pages = selectPages(queryValue(call, 'pages'), readable);
  return pages === null ? INVALID_PAGES : { ...admitted, pages };
}

function checkMediaType(call: Call): ReadProblem | null {
  const type = mediaType(call);
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

/** The published specification declares the flat shape for Read; containers were seen to answer the wrapped one. */
function toAnswer({ status, code, message }: ReadProblem, shape: ErrorShape): Answer {
  if (shape === 'flat') return flatError(status, code, message);
  return wrappedError(status, { code: 'InvalidRequest', message, inner: { code, message } });
}
