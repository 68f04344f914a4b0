import type { EventEmitter } from 'node:events';

export interface Interrupts {
  readonly drain: AbortSignal;
  readonly stop: AbortSignal;
}

/** The first SIGINT or SIGTERM requests an orderly stop, the second an immediate one. */
export function watchInterrupts(signals: EventEmitter): Interrupts {
  const drain = new AbortController();
  const stop = new AbortController();
  const onSignal = (): void => {
    if (drain.signal.aborted) stop.abort();
    else drain.abort();
  };
  signals.on('SIGINT', onSignal);
  signals.on('SIGTERM', onSignal);
  return { drain: drain.signal, stop: stop.signal };
}
