import { channel } from 'node:diagnostics_channel';

/** One request to a reading service or the detector has ended. */
export interface RequestEvent {
  /** Name and address of the service. */
  readonly service: string;
  readonly budget: string;
  /** `over_rate`: rejected for its rate, which is a 429. */
  readonly outcome: 'accepted' | 'over_rate' | 'failed';
  /** It may have been carried out and billed although it failed. */
  readonly mayBeBilled: boolean;
  /** From its departure to the end of its response, without the wait before it. */
  readonly durationMs: number;
}

/** A request has waited: for its turn in the pace of the budget, or before it is repeated after a failure. */
export interface WaitEvent {
  readonly service: string;
  readonly budget: string;
  readonly reason: 'turn' | 'retry';
  readonly durationMs: number;
}

/** A service has returned the reading of one image. */
export interface ReadingEvent {
  readonly service: string;
  readonly pages: number;
  readonly durationMs: number;
}

/** A request and its response have crossed the network; bytes of the bodies, without headers. */
export interface ExchangeEvent {
  readonly host: string;
  readonly status: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/** An image is in memory; again each time that it is read again. */
export interface ImageEvent {
  readonly key: string;
  readonly bytes: number;
}

/** Something did not have to be asked for: it was in the store, or an identical image was in progress. */
export interface StoreHitEvent {
  readonly what: 'result' | 'operation' | 'identical_image';
}

/** The end of an item whose mini-batch returns. */
export interface ItemEvent {
  readonly key: string;
  readonly outcome: 'read' | 'skipped' | 'failed';
  /** Of a failed item. */
  readonly code: string | null;
  readonly durationMs: number;
}

/** The end of a mini-batch. */
export interface MiniBatchEvent {
  readonly items: number;
  /** Returned; 0 when it raised. */
  readonly rows: number;
  /** Of the error that it raised; null when it returned. */
  readonly error: string | null;
  readonly durationMs: number;
}

/** The events of the worker by channel; the names are `parallel-run-ocr:` and these. */
export interface WorkerEvents {
  readonly request: RequestEvent;
  readonly wait: WaitEvent;
  readonly reading: ReadingEvent;
  readonly exchange: ExchangeEvent;
  readonly image: ImageEvent;
  readonly 'store-hit': StoreHitEvent;
  readonly item: ItemEvent;
  readonly 'mini-batch': MiniBatchEvent;
}

export type EventName = keyof WorkerEvents;

/** The name of a channel of node:diagnostics_channel. */
export function channelName(event: EventName): string {
  return `parallel-run-ocr:${event}`;
}

/** Publishes to one channel. Without a subscriber `describe` is not called. */
function publisher<Name extends EventName>(event: Name): (describe: () => WorkerEvents[Name]) => void {
  const events = channel(channelName(event));
  return (describe) => {
    if (events.hasSubscribers) events.publish(describe());
  };
}

export const publish = {
  request: publisher('request'),
  wait: publisher('wait'),
  reading: publisher('reading'),
  exchange: publisher('exchange'),
  image: publisher('image'),
  storeHit: publisher('store-hit'),
  item: publisher('item'),
  miniBatch: publisher('mini-batch'),
} as const;
