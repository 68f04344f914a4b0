import { TransientError } from '../contract/errors.ts';
import type { Slot } from '../flow/slots.ts';
import type { TimeScope } from '../flow/time-scope.ts';
import type { ImageContent, LoadedImage } from '../images/image-content.ts';

/** An image in memory, and what gives its room back. */
export interface Lease {
  readonly loaded: LoadedImage;
  readonly slot: Slot;
}

/**
 * An image that is in memory until it has been used once, and again for each later use.
 *
 * @param loadAgain waits for room and reads the file
 */
export function leasedImage(first: Lease, loadAgain: (signal: AbortSignal) => Promise<Lease>): ImageContent {
  const { key, format, sha256, bytes } = first.loaded;
  const byteCount = bytes.length;
  let lease: Lease | null = first;

  const release = (): void => {
    lease?.slot();
    lease = null;
  };

  const renew = async (scope: TimeScope): Promise<Lease> => {
    const again = await scope.idle(() => loadAgain(scope.signal));
    if (again.loaded.sha256 === sha256) return again;
    again.slot();
    throw changed(key);
  };

  return {
    key,
    format,
    sha256,
    byteCount,
    release,
    async withBytes(use, scope) {
      lease ??= await renew(scope);
      try {
        return await use(lease.loaded.bytes);
      } finally {
        release();
      }
    },
  };
}

function changed(key: string): TransientError {
  return new TransientError(
    'file_changed',
    `${key} has changed since its mini-batch began. Leave the data set as it is while a job runs.`,
  );
}
