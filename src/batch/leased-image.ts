import { TransientError } from '../contract/errors.ts';
import type { Slot } from '../flow/slots.ts';
import type { TimeScope } from '../flow/time-scope.ts';
import type { ImageContent, LoadedImage } from '../images/image-content.ts';

/** How an image gets back into memory. */
export interface Reload {
  /** Waits for room for an image. */
  takeSlot(signal: AbortSignal): Promise<Slot>;
  load(signal: AbortSignal): Promise<LoadedImage>;
}

/** An image that keeps its slot and its bytes until they have been used once, and reads its file again after that. */
export function leasedImage(loaded: LoadedImage, slot: Slot, reload: Reload): ImageContent {
  const { key, format, sha256 } = loaded;
  let lease: { readonly bytes: Buffer; readonly slot: Slot } | null = { bytes: loaded.bytes, slot };

  const release = (): void => {
    lease?.slot();
    lease = null;
  };

  const renew = async (scope: TimeScope) => {
    const newSlot = await scope.idle(() => reload.takeSlot(scope.signal));
    try {
      const again = await reload.load(scope.signal);
      if (again.sha256 !== sha256) throw changed(key);
      return { bytes: again.bytes, slot: newSlot };
    } catch (error) {
      newSlot();
      throw error;
    }
  };

  return {
    key,
    format,
    sha256,
    byteCount: loaded.bytes.length,
    release,
    async withBytes(use, scope) {
      lease ??= await renew(scope);
      try {
        return await use(lease.bytes);
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
