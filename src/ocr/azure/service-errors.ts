import { TransientError, WorkerError } from '../../contract/errors.ts';

/** The service does not accept our key or token. Every image would fail alike, so the attempt ends. */
export class KeyRejectedError extends TransientError {}

/** The service cannot do what we are set up to ask: wrong address, unknown model or language, untrusted certificate. */
export class ServiceSetupError extends WorkerError {
  readonly fault = 'configuration';
}
