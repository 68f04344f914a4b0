import { ItemError, UnexplainedRejection, type WorkerError } from '../../contract/errors.ts';
import { isTransient } from '../../azure/transient-response.ts';
import { parseRetryAfter } from '../../flow/retry-after.ts';
import { RetryableError } from '../../flow/retryable-error.ts';
import { blamesImage } from './blame/image-codes.ts';
import { isQuotaExhausted, quotaExhausted } from './quota.ts';
import { DETECTOR_NEEDED, KeyRejectedError, ServiceSetupError } from './service-errors.ts';
import { parseServiceFault } from './service-fault.ts';
import type { ServiceResponse } from './transport/transport.ts';

/** Codes of 4xx responses whose cause is the service, not the image. */
const TRANSIENT_CODES = new Set([
  'InternalServerError',
  'ServiceUnavailable',
  'StorageException',
  'Timeout',
  'CancelledRequest',
  'Unspecified',
]);

/** Codes of 400 responses that every image would get. */
const SETUP_CODES = new Set([
  'NotSupportedLanguage',
  'NotSupportedFeature',
  'NotSupportedVisualFeature',
  'InvalidReadingOrder',
  'InvalidModel',
  'InvalidModelVersion',
  'ModelNotFound',
]);

/** What Custom Vision says about the project or the iteration in the address. */
const DETECTOR_SETUP =
  /^(?:BadRequest(?:Invalid)?(?:Project|Iteration|Publish|Prediction)|NotFound(?:Project|Iteration|Domain))/;

const IMAGE_STATUSES = new Set([400, 413, 415, 422]);

/** The error for a response that is not 2xx. `service` names it in messages. */
export function serviceError(response: ServiceResponse, service: string, nowMs: number): WorkerError {
  const { status } = response;
  const { code, message } = parseServiceFault(response.text);
  const says = `${service} returned HTTP ${status}${code === null ? '' : ` ${code}`}${message === '' ? '' : `: ${message}`}`;
  const hints = { retryAfterMs: parseRetryAfter((name) => response.headers[name], message, nowMs) };

  if (isQuotaExhausted(status, message, hints.retryAfterMs)) return quotaExhausted(says);
  if (status === 429) return new RetryableError('429', says, { ...hints, overRate: true });
  if (isTransient(status) || status === 409) return new RetryableError(String(status), says, hints);
  if (status === 401 || status === 402 || status === 403) return keyRejected(status, says);
  if (code !== null && TRANSIENT_CODES.has(code)) return new RetryableError(code, says, hints);
  if (code !== null && SETUP_CODES.has(code)) return new ServiceSetupError(code, says);
  if (code !== null && DETECTOR_SETUP.test(code)) return detectorSetup(code, says);
  if (IMAGE_STATUSES.has(status)) {
    if (status === 400 && /\binvalid project type\b/i.test(message))
      return detectorSetup(code ?? 'http_400', says);
    if (blamesImage(status, code)) return new ItemError(code ?? `http_${status}`, says);
    return new UnexplainedRejection(code ?? `http_${status}`, says, `${status} ${code}`);
  }
  if (status === 404)
    return new ServiceSetupError('not_found', `${says}. Check the endpoint and the resource's kind.`);
  return new ServiceSetupError(`http_${status}`, `${says}. Check the endpoint; redirects are not followed.`);
}

function detectorSetup(code: string, says: string): ServiceSetupError {
  const isKind = /project type/i.test(says) || code.includes('ProjectType');
  return new ServiceSetupError(code, isKind ? `${says.replace(/\.$/, '')}. ${DETECTOR_NEEDED}` : says);
}

function keyRejected(status: number, says: string): KeyRejectedError {
  const advice =
    status === 401
      ? 'Check that the key belongs to this endpoint, or that the identity has the role Cognitive Services User'
      : 'Check the quota of the tier, the network rules of the resource, and the role of the identity';
  return new KeyRejectedError(status === 401 ? 'key_rejected' : 'access_denied', `${says}. ${advice}.`);
}
