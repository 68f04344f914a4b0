import { WorkerError } from '../contract/errors.ts';

/** Why Azure did not carry out a request, and what a person can do about it. */
export class AzureError extends WorkerError {
  readonly fault = 'configuration';
}
