import { createHash } from 'node:crypto';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import type { ImageContent, OcrEngine } from '../../../src/ocr/engine.ts';
import type * as OfflineEngine from '../../../src/ocr/offline/engine.ts';
import type { Reading } from '../../../src/ocr/reading.ts';

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

export function content(bytes: Buffer, key = 'image'): ImageContent {
  return { key, bytes, format: 'png', sha256: createHash('sha256').update(bytes).digest('hex') };
}

export function readWith(engine: OcrEngine, bytes: Buffer): Promise<Reading> {
  return engine.read(content(bytes), neverEnding());
}

export function textOf(reading: Reading): string {
  return reading.pages.flatMap((page) => page.lines.map((line) => line.text)).join('\n');
}
