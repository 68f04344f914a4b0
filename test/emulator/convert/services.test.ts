import { describe, expect, it } from 'vitest';
import { toDocumentIntelligence } from '../../../src/emulator/convert/to-document-intelligence.ts';
import { toImageAnalysis } from '../../../src/emulator/convert/to-image-analysis.ts';
import { toReadResult } from '../../../src/emulator/convert/to-read-result.ts';
import type { Line, Reading } from '../../../src/ocr/reading.ts';

const LINE: Line = {
  text: 'Bonn 🚗 12',
  confidence: 0.9,
  box: [10, 20.4, 110, 20.4, 110, 40, 10, 40],
  words: [
    { text: 'Bonn', confidence: 0.98765, box: [10, 20, 50, 20, 50, 40, 10, 40] },
    { text: '🚗', confidence: null, box: [60, 20, 70, 20, 70, 40, 60, 40] },
    { text: '12', confidence: 0.5, box: [80, 20, 110, 20, 110, 40, 80, 40] },
  ],
};
const PAGE = { page: 1, width: 200, height: 100, unit: 'pixel' } as const;
const READING: Reading = { model: 'test-model', pages: [{ ...PAGE, lines: [LINE, { ...LINE, text: 'b' }] }] };
const BLANK: Reading = { model: 'test-model', pages: [{ ...PAGE, lines: [] }] };

describe('Read v3.2', () => {
  it('a page with its lines and words, boxes in whole pixels', () => {
    const { readResults, ...head } = toReadResult(READING);
    expect(head).toEqual({ version: '3.2.0', modelVersion: 'test-model' });
    expect(readResults[0]).toMatchObject({ page: 1, angle: 0, width: 200, height: 100, unit: 'pixel' });
    expect(readResults[0]?.lines[0]).toEqual({
      boundingBox: [10, 20, 110, 20, 110, 40, 10, 40],
      text: 'Bonn 🚗 12',
      words: [
        { boundingBox: [10, 20, 50, 20, 50, 40, 10, 40], text: 'Bonn', confidence: 0.988 },
        { boundingBox: [60, 20, 70, 20, 70, 40, 60, 40], text: '🚗', confidence: 0.9 },
        { boundingBox: [80, 20, 110, 20, 110, 40, 80, 40], text: '12', confidence: 0.5 },
      ],
    });
  });

  it('a blank page has no lines', () => {
    expect(toReadResult(BLANK).readResults).toEqual([{ ...PAGE, angle: 0, lines: [] }]);
  });

  it('inches keep four decimals, and the angle is the one of the lines', () => {
    const box = [1, 1, 2, 2, 1.5, 2.5, 0.500049, 1.5] as const;
    const inches = { ...PAGE, unit: 'inch', lines: [{ ...LINE, box }] } as const;
    const page = toReadResult({ model: '', pages: [inches] }).readResults[0];
    expect(page?.angle).toBe(45);
    expect(page?.lines[0]?.boundingBox).toEqual([1, 1, 2, 2, 1.5, 2.5, 0.5, 1.5]);
  });
});

describe('Image Analysis 4.0', () => {
  it('one block holds every line, corners as points', () => {
    const { readResult, metadata } = toImageAnalysis(READING);
    expect(metadata).toEqual({ width: 200, height: 100 });
    expect(readResult.blocks).toHaveLength(1);
    expect(readResult.blocks[0]?.lines[0]).toMatchObject({
      text: 'Bonn 🚗 12',
      boundingPolygon: [
        { x: 10, y: 20 },
        { x: 110, y: 20 },
        { x: 110, y: 40 },
        { x: 10, y: 40 },
      ],
      words: [{ text: 'Bonn', confidence: 0.988 }, { text: '🚗' }, { text: '12' }],
    });
  });

  it('a blank image has no block', () => {
    expect(toImageAnalysis(BLANK).readResult).toEqual({ blocks: [] });
  });
});

describe('Document Intelligence', () => {
  it.each(['textElements', 'unicodeCodePoint', 'utf16CodeUnit'] as const)(
    'with %s every span cuts its text out of the content',
    (type) => {
      const result = toDocumentIntelligence(READING, type);
      const units = type === 'utf16CodeUnit' ? result.content.split('') : Array.from(result.content);
      const cut = ({ offset, length }: { offset: number; length: number }) =>
        units.slice(offset, offset + length).join('');
      const [page] = result.pages;
      expect(result.content).toBe('Bonn 🚗 12\nb');
      expect(page?.lines.map((line) => cut(line.spans[0] ?? { offset: 0, length: 0 }))).toEqual([
        'Bonn 🚗 12',
        'b',
      ]);
      expect(page?.words.slice(0, 3).map(({ span }) => cut(span))).toEqual(['Bonn', '🚗', '12']);
      expect(page?.spans.map(cut)).toEqual([result.content]);
      expect(result.paragraphs.map(({ content, spans }) => [content, spans.map(cut)])).toEqual([
        ['Bonn 🚗 12', ['Bonn 🚗 12']],
        ['b', ['b']],
      ]);
    },
  );

  it('a blank page has no content', () => {
    const result = toDocumentIntelligence(BLANK, 'textElements');
    expect(result).toMatchObject({ content: '', paragraphs: [], modelId: 'prebuilt-read' });
    expect(result.pages).toEqual([
      {
        pageNumber: 1,
        angle: 0,
        width: 200,
        height: 100,
        unit: 'pixel',
        words: [],
        lines: [],
        spans: [{ offset: 0, length: 0 }],
      },
    ]);
  });
});
