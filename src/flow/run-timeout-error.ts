import { TransientError } from '../contract/errors.ts';

/** The time of a mini-batch is not enough for an item; the others go on as long as they can. */
export class RunTimeoutError extends TransientError {
  /** It is not enough for any item that has not been submitted. */
  readonly forAll: boolean;

  constructor(message: string, { forAll = true, cause }: { forAll?: boolean; cause?: Error } = {}) {
    super('run_timeout', message, cause && { cause });
    this.forAll = forAll;
  }
}
