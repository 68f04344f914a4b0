import { setMaxListeners } from 'node:events';
import { ItemError } from '../contract/errors.ts';
import type { Limiter } from '../flow/limiter.ts';
import type { TimeScope } from '../flow/time-scope.ts';
import type { ImageContent } from '../images/image-content.ts';
import type { Item } from '../images/item.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import type { Outcome } from './outcome.ts';

export interface BatchTools {
  readonly engine: Pick<OcrEngine, 'read'>;
  readonly load: (item: Item, signal: AbortSignal) => Promise<ImageContent>;
  readonly limiter: Limiter;
  /** Milliseconds on the engine's clock, which never goes back. */
  readonly now: () => number;
}

/**
 * Reads every item, as many at once as the limiter allows. Each ends in exactly one outcome, in input order; a bad item
 * does not affect the others.
 *
 * @throws the first error that is not an item's own (a transient error, an abort), after all work in flight has stopped
 */
export async function readItems(
  items: readonly Item[],
  tools: BatchTools,
  { signal, endsAt }: TimeScope,
): Promise<Outcome[]> {
  const stop = new AbortController();
  const either = AbortSignal.any([signal, stop.signal]);
  // Every waiting item listens; that is not a leak.
  setMaxListeners(0, either);
  const settled = await Promise.allSettled(
    items.map(async (item) => {
      try {
        return await readItem(item, tools, { signal: either, endsAt });
      } catch (error) {
        stop.abort(error);
        throw error;
      }
    }),
  );
  if (either.aborted) throw either.reason;
  return settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

async function readItem(item: Item, tools: BatchTools, scope: TimeScope): Promise<Outcome> {
  if (!item.inPartition) return { kind: 'skipped', item, durationMs: 0 };
  return tools.limiter.run(async () => {
    const start = tools.now();
    let sha256: string | null = null;
    try {
      const image = await tools.load(item, scope.signal);
      ({ sha256 } = image);
      const reading = await tools.engine.read(image, scope);
      return { kind: 'read', item, reading, sha256, durationMs: tools.now() - start } as const;
    } catch (error) {
      if (!(error instanceof ItemError)) throw error;
      return { kind: 'failed', item, error, sha256, durationMs: tools.now() - start } as const;
    }
  }, scope.signal);
}
