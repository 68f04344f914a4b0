import { TransientError, WorkerError } from '../../contract/errors.ts';

/** The service rejects our key or token. Every image would fail in the same way, so the attempt ends. */
export class KeyRejectedError extends TransientError {}

/** The configuration does not fit the service: wrong address, unknown model or language, untrusted certificate. */
export class ServiceSetupError extends WorkerError {
  readonly fault = 'configuration';
}

/** What to do about a Custom Vision project that is a classifier. */
export const DETECTOR_NEEDED =
  'The project is a classifier; plate detection needs an object detection project: give its id in the secret or with --custom_vision_project.';
