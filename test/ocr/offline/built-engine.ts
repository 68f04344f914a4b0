import type { OcrEngine } from '../../../src/ocr/engine.ts';
import type * as OfflineEngine from '../../../src/ocr/offline/engine.ts';

type EngineModule = typeof OfflineEngine;

/** Threads run built files, so these tests drive the built engine. */
async function builtEngineModule(): Promise<EngineModule> {
  const built = new URL('../../../dist/src/ocr/offline/engine.js', import.meta.url).href;
  const module: EngineModule = await import(built);
  return module;
}

export async function builtEngine(language: string, threads = 1): Promise<OcrEngine> {
  const { createOfflineEngine } = await builtEngineModule();
  return createOfflineEngine({ language, threads });
}
