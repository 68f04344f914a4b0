import { RepeatedRejectionError, UnexplainedRejection } from '../contract/errors.ts';
import { orAborted } from './abort.ts';

/** Different images that are rejected alike, with no success in between, before the setup is held responsible. */
export const REJECTIONS_OF_A_SETUP = 3;

interface WatchedImage {
  readonly key: string;
  /** Of the content: copies of one image are one image. */
  readonly sha256: string;
}

/** The calls of one service. */
export interface ServiceWatch {
  /** Makes a call for an image and remembers how it ended. */
  call<T>(image: WatchedImage, work: () => Promise<T>): Promise<T>;
}

type Verdict = 'image' | 'setup';

interface Suspicion {
  readonly service: symbol;
  readonly error: RepeatedRejectionError;
}

/**
 * Watches, over all mini-batches of the process, for a rejection that says more about the setup than about an image. The
 * setup is held responsible only when no item in progress can still succeed: bad images are often rejected before good
 * ones are read.
 */
export class RejectionWatch {
  readonly #suspicions = new WeakMap<Error, Suspicion>();
  readonly #waiting = new Map<
    symbol,
    { readonly service: symbol; readonly settle: (verdict: Verdict) => void }
  >();
  #inProgress = 0;

  /**
   * @param name of the service, as in messages
   * @param advice what to check, a sentence
   */
  service(name: string, advice: string): ServiceWatch {
    const service = Symbol(name);
    const rejected = new Map<string, WatchedImage[]>();
    return {
      call: async (image, work) => {
        try {
          const result = await work();
          rejected.clear();
          this.#acquit(service);
          return result;
        } catch (error) {
          if (!(error instanceof UnexplainedRejection)) throw error;
          const images = remember(rejected, error.reason, image);
          if (images.length >= REJECTIONS_OF_A_SETUP) {
            this.#suspicions.set(error, { service, error: setupError(name, advice, error, images) });
          }
          throw error;
        }
      },
    };
  }

  /**
   * Does all the work for one item.
   *
   * @throws RepeatedRejectionError in place of a rejection that several images share
   * @throws the signal's reason, at once, when it is aborted while that is not decided
   */
  async item<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    this.#inProgress += 1;
    try {
      return await work();
    } catch (error) {
      const suspicion = error instanceof Error ? this.#suspicions.get(error) : undefined;
      if (suspicion === undefined || signal.aborted) throw error;
      if ((await this.#verdict(suspicion.service, signal)) === 'image') throw error;
      throw suspicion.error;
    } finally {
      this.#inProgress -= 1;
      this.#decide();
    }
  }

  async #verdict(service: symbol, signal: AbortSignal): Promise<Verdict> {
    const item = Symbol('an item that waits');
    const verdict = new Promise<Verdict>((settle) => {
      this.#waiting.set(item, { service, settle });
    });
    this.#decide();
    try {
      return await orAborted(verdict, signal);
    } finally {
      this.#waiting.delete(item);
    }
  }

  #acquit(service: symbol): void {
    for (const waiting of this.#waiting.values()) {
      if (waiting.service === service) waiting.settle('image');
    }
  }

  #decide(): void {
    if (this.#waiting.size < this.#inProgress) return;
    for (const { settle } of this.#waiting.values()) settle('setup');
  }
}

/** @returns the images that share the reason, each key and each content once */
function remember(
  rejected: Map<string, WatchedImage[]>,
  reason: string,
  image: WatchedImage,
): readonly WatchedImage[] {
  const images = rejected.get(reason) ?? [];
  rejected.set(reason, images);
  const isKnown = images.some(({ key, sha256 }) => key === image.key || sha256 === image.sha256);
  if (!isKnown && images.length < REJECTIONS_OF_A_SETUP)
    images.push({ key: image.key, sha256: image.sha256 });
  return images;
}

function setupError(
  service: string,
  advice: string,
  error: UnexplainedRejection,
  images: readonly WatchedImage[],
): RepeatedRejectionError {
  const keys = images.map(({ key }) => JSON.stringify(key)).join(', ');
  return new RepeatedRejectionError(
    error.code,
    `${error.message.replace(/\.?$/, '.')} ${service} rejected ${images.length} different images in this way and accepted none in between, so the cause is the setup and not the images (${keys}). ${advice}`,
    { cause: error },
  );
}
