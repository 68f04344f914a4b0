import { type Item, toItems } from '../../src/images/item.ts';
import type { LoadedImage } from '../../src/images/image-content.ts';
import type { Reading } from '../../src/ocr/reading.ts';

export function itemsOf(paths: readonly string[], inputPartition: string | null = null): Item[] {
  return toItems(paths, { inputPartition, inputRoot: null, imageColumn: null, inputFolders: [] });
}

export function contentOf(item: Item): LoadedImage {
  return { key: item.key, bytes: Buffer.from(item.key), format: 'png', sha256: 'ab'.repeat(32) };
}

/** A reading of one pixel page with the given lines. */
export function readingOf(...texts: string[]): Reading {
  const box = [0, 0, 9, 0, 9, 5, 0, 5] as const;
  const lines = texts.map((text) => ({
    text,
    confidence: 0.5,
    box,
    words: [{ text, confidence: 0.5, box }],
  }));
  return { model: 'test-model', pages: [{ page: 1, width: 10, height: 20, unit: 'pixel', lines }] };
}
