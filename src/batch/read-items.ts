import { setMaxListeners } from 'node:events';
import { HostGoneError, ItemError } from '../contract/errors.ts';
import type { ByteBudget } from '../flow/byte-budget.ts';
import type { RejectionWatch } from '../flow/rejection-watch.ts';
import { reasonOf } from '../flow/abort.ts';
import { RunTimeoutError } from '../flow/run-timeout-error.ts';
import type { Slot, Slots } from '../flow/slots.ts';
import type { TimeScope } from '../flow/time-scope.ts';
import type { LoadedImage, ReserveBytes } from '../images/image-content.ts';
import type { Item } from '../images/item.ts';
import type { OcrEngine } from '../ocr/engine.ts';
import { publish } from '../metrics/channels.ts';
import { ImageTimeoutError } from '../ocr/image-timeout-error.ts';
import { type Lease, leasedImage } from './leased-image.ts';
import type { Outcome } from './outcome.ts';
import { settleTimeouts, type TimedOut } from './settle-timeouts.ts';
import type { Unfinished } from './settle-unfinished.ts';
import type { Suspects } from './suspects.ts';

export interface BatchTools {
  readonly engine: Pick<OcrEngine, 'read'>;
  readonly load: (item: Item, scope: TimeScope, reserve: ReserveBytes) => Promise<LoadedImage>;
  readonly slots: BatchSlots;
  readonly suspects: Suspects;
  readonly watch: Pick<RejectionWatch, 'item'>;
  /** Milliseconds on the engine's clock, which never goes back. */
  readonly now: () => number;
}

export interface BatchSlots {
  /** Images in memory. */
  readonly images: Slots;
  /** Their files' bytes. */
  readonly bytes: ByteBudget;
  /** Items that have been begun: in memory, or waiting for the reading of what was submitted. */
  readonly items: Slots;
}

/**
 * Reads every item, as many at once as there are slots, suspects after the others; an item that has not been begun costs
 * nothing. Each ends in exactly one outcome, in input order; a bad item does not affect the others, nor does one whose time
 * ends. Where the time of the mini-batch ends, what is left is unfinished.
 *
 * @throws the first error that is not an item's own (a transient error, an abort), after all work in flight has stopped
 */
export async function readItems(
  items: readonly Item[],
  tools: BatchTools,
  outer: TimeScope,
): Promise<(Outcome | Unfinished)[]> {
  const stop = new AbortController();
  const leave = new AbortController();
  const signal = AbortSignal.any([outer.signal, stop.signal]);
  const closing = AbortSignal.any([outer.closing, signal]);
  const leaving = AbortSignal.any([outer.leaving, signal, leave.signal]);
  // Every item in progress listens; that is not a leak.
  setMaxListeners(0, signal, closing, leaving);
  const scope = { ...outer, signal, closing, leaving };
  const outcomes: (Outcome | TimedOut | Unfinished)[] = [];
  let noTime: RunTimeoutError | null = null;
  // What is left over needs another attempt: the sooner, the better.
  const leaveIfNoTime = (): void => {
    if (noTime !== null && closing.aborted && outer.resumes()) leave.abort(noTime);
  };
  closing.addEventListener('abort', leaveIfNoTime);
  const settle = (outcome: Outcome | TimedOut | Unfinished): void => {
    outcomes[outcome.item.index] = outcome;
    if (outcome.kind === 'unfinished' && outcome.error.forAll) noTime ??= outcome.error;
    leaveIfNoTime();
  };
  const inProgress = new Set<Promise<void>>();
  const { first, alone, givenUp } = tools.suspects.triage(items.filter(({ inPartition }) => inPartition));
  for (const item of items) {
    if (!item.inPartition) outcomes[item.index] = { kind: 'skipped', item, durationMs: 0 };
  }
  for (const { item, error } of givenUp) {
    outcomes[item.index] = { kind: 'failed', item, error, sha256: null, durationMs: 0 };
  }

  const begin = async (item: Item): Promise<void> => {
    const slot = await tools.slots.items.take(closing);
    const imageSlot = await tools.slots.images.take(closing).catch((error: unknown) => {
      slot();
      throw error;
    });
    const finish = async (): Promise<void> => {
      try {
        settle(await readItem(item, imageSlot, tools, scope));
      } catch (error) {
        stop.abort(error);
      } finally {
        imageSlot();
        slot();
        inProgress.delete(work);
      }
    };
    const work = Promise.resolve().then(finish);
    inProgress.add(work);
  };

  const beginInTime = async (item: Item): Promise<void> => {
    try {
      if (noTime === null) await begin(item);
      else settle(unfinished(item, noTime));
    } catch (error) {
      if (!(error instanceof RunTimeoutError)) throw error;
      settle(unfinished(item, error));
    }
  };

  try {
    for (const item of first) await beginInTime(item);
    for (const item of alone) {
      await Promise.all(inProgress);
      await beginInTime(item);
    }
  } catch (error) {
    stop.abort(error);
  }
  await Promise.all(inProgress);
  if (signal.aborted && !(signal.reason instanceof RunTimeoutError)) throw reasonOf(signal);
  return settleTimeouts(outcomes);
}

async function readItem(
  item: Item,
  slot: Slot,
  tools: BatchTools,
  scope: TimeScope,
): Promise<Outcome | TimedOut | Unfinished> {
  const start = tools.now();
  let sha256: string | null = null;
  try {
    const loadAgain = async (signal: AbortSignal): Promise<Lease> =>
      loadInto(await tools.slots.images.take(signal), item, tools, { ...scope, closing: signal });
    const read = await tools.watch.item(async () => {
      const image = leasedImage(await loadInto(slot, item, tools, scope), loadAgain);
      ({ sha256 } = image);
      try {
        scope.signal.throwIfAborted();
        return { reading: await tools.engine.read(image, scope), sha256: image.sha256 };
      } finally {
        image.release();
      }
    }, scope.signal);
    tools.suspects.settle(item);
    return { kind: 'read', item, ...read, durationMs: tools.now() - start };
  } catch (error) {
    const durationMs = tools.now() - start;
    if (error instanceof ImageTimeoutError) return { kind: 'timed-out', item, error, sha256, durationMs };
    const ended = runTimeoutOf(error, scope);
    if (ended !== null) return { ...unfinished(item, ended), sha256, durationMs };
    if (!(error instanceof ItemError)) throw error;
    tools.suspects.settle(item);
    return { kind: 'failed', item, error, sha256, durationMs };
  }
}

function unfinished(item: Item, error: RunTimeoutError): Unfinished {
  return { kind: 'unfinished', item, error, sha256: null, durationMs: 0 };
}

/** The end of the mini-batch, whatever was thrown because of it. */
function runTimeoutOf(error: unknown, { signal: { reason } }: TimeScope): RunTimeoutError | null {
  if (error instanceof RunTimeoutError) return error;
  return reason instanceof RunTimeoutError && !(error instanceof ItemError) ? reason : null;
}

/** Reads a file into memory as an attempt of its own, in the slot of an image and in the room of its bytes. */
async function loadInto(
  imageSlot: Slot,
  item: Item,
  { load, slots, suspects }: BatchTools,
  scope: TimeScope,
): Promise<Lease> {
  const endAttempt = suspects.begin(item);
  let bytesSlot: Slot | null = null;
  const slot = (): void => {
    // Where the host gave up this process, the image may be why.
    if (!(scope.signal.reason instanceof HostGoneError)) endAttempt();
    imageSlot();
    bytesSlot?.();
  };
  try {
    const loaded = await load(item, { ...scope, signal: scope.closing }, async (bytes) => {
      // A file that is read again takes the room of the first time.
      bytesSlot?.();
      bytesSlot = await slots.bytes.take(bytes, scope.closing);
    });
    publish.image(() => ({ key: item.key, bytes: loaded.bytes.length }));
    return { loaded, slot };
  } catch (error) {
    slot();
    throw error;
  }
}
