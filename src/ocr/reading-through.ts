import type { OcrEngine } from './engine.ts';

/** The engine with another way to read. All else, its model and the end included, stays the engine's own. */
export function readingThrough(engine: OcrEngine, read: OcrEngine['read']): OcrEngine {
  return {
    name: engine.name,
    ...(engine.model !== undefined && { model: engine.model }),
    limits: engine.limits,
    defaultConcurrency: engine.defaultConcurrency,
    close: () => engine.close(),
    read,
  };
}
