import { WorkerError } from '../contract/errors.ts';

/** What kept Azure from doing what was asked, and what a person can do about it. */
export class AzureError extends WorkerError {
  readonly fault = 'configuration';
}
