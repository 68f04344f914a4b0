import { expect, it } from 'vitest';
import type { OcrEngine } from '../../src/ocr/engine.ts';
import { readingThrough } from '../../src/ocr/reading-through.ts';

const engine = (model?: string): OcrEngine => ({
  name: 'offline',
  ...(model !== undefined && { model }),
  limits: {} as OcrEngine['limits'],
  defaultConcurrency: 3,
  read: () => Promise.reject(new Error('read')),
  close: () => Promise.reject(new Error('closed')),
});

it.each(['PP-OCRv6-small', undefined])(
  'keeps all of an engine with the model %s but how it reads',
  async (model) => {
    const inner = engine(model);
    const read = () => Promise.reject(new Error('another way'));
    const outer = readingThrough(inner, read);
    expect(outer).toEqual({ ...inner, read, close: expect.any(Function) as unknown });
    await expect(outer.close()).rejects.toThrow('closed');
  },
);
