import { ItemError } from '../contract/errors.ts';

/** This machine alone works on the image, so that the image is the reason. */
export class ImageTooSlowError extends ItemError {
  /** @param limitMs milliseconds of work */
  constructor(limitMs: number) {
    super(
      'image_timeout',
      `The image was not read within ${limitMs / 1000} s of work. Give more with --image_timeout (and --run_invocation_timeout), ` +
        'split it into fewer pages, make it smaller, or run fewer processes on a node.',
    );
  }
}
