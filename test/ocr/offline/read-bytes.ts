import { createHash } from 'node:crypto';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { inMemory } from '../../../src/images/image-content.ts';
import type { ImageContent, OcrEngine } from '../../../src/ocr/engine.ts';
import type { Reading } from '../../../src/ocr/reading.ts';

export function content(bytes: Buffer, key = 'image'): ImageContent {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return inMemory({ key, bytes, format: 'png', sha256 });
}

export function readWith(engine: OcrEngine, bytes: Buffer, signal?: AbortSignal): Promise<Reading> {
  return engine.read(content(bytes), neverEnding(signal));
}

export function textOf(reading: Reading): string {
  return reading.pages.flatMap((page) => page.lines.map((line) => line.text)).join('\n');
}
