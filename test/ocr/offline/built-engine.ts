import type { OcrEngine } from '../../../src/ocr/engine.ts';
import type * as OfflineEngine from '../../../src/ocr/offline/engine.ts';

type EngineModule = typeof OfflineEngine;

/** Threads run built files, so these tests drive the built engine. */
async function builtEngineModule(): Promise<EngineModule> {
  const built = new URL('../../../dist/src/ocr/offline/engine.js', import.meta.url).href;
  const module: EngineModule = await import(built);
  return module;
}

/** @param v6 the folder that has PP-OCRv6; null reads with PP-OCRv4 */
export async function builtEngine(
  language: string,
  threads = 1,
  v6: string | null = null,
): Promise<OcrEngine> {
  const { createOfflineEngine } = await builtEngineModule();
  return createOfflineEngine({
    language,
    model: v6 === null ? null : 'v6',
    modelFolders: v6 === null ? [] : [v6],
    threads,
  });
}
