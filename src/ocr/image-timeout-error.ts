import { TransientError } from '../contract/errors.ts';

/** One image took longer than any should; whether the image or the service is the cause, its neighbours show. */
export class ImageTimeoutError extends TransientError {
  constructor(limitMs: number) {
    super(
      'image_timeout',
      `The image was not read within ${limitMs} ms of work; the service may be slow or stuck. Read it alone to see whether it is the image.`,
    );
  }
}
