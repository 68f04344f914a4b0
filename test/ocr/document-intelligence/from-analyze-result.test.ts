import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeProgress } from '../../../src/ocr/document-intelligence/analyze-progress.ts';
import { fromAnalyzeResult } from '../../../src/ocr/document-intelligence/from-analyze-result.ts';

const polygon = [10, 20, 110, 20, 110, 40, 10, 40];
const word = (content: string, offset: number, confidence: number) => ({
  content,
  polygon,
  confidence,
  span: { offset, length: content.length },
});
const response = (pages: unknown) => ({
  status: 'succeeded',
  analyzeResult: { apiVersion: '2024-11-30', modelId: 'prebuilt-read', content: '', pages },
});

describe('fromAnalyzeResult', () => {
  it('gives each word to the line whose span holds it', () => {
    const reading = fromAnalyzeResult(
      response([
        {
          pageNumber: 1,
          width: 640,
          height: 480,
          unit: 'pixel',
          words: [word('KA', 0, 0.5), word('64', 3, 1), word('below', 6, 0.25)],
          lines: [
            { content: 'KA 64', polygon, spans: [{ offset: 0, length: 5 }] },
            { content: 'below', polygon, spans: [{ offset: 6, length: 5 }] },
          ],
        },
      ]),
    );
    expect(reading?.model).toBe('prebuilt-read 2024-11-30');
    expect(
      reading?.pages[0]?.lines.map((line) => [
        line.text,
        line.confidence,
        line.words.map(({ text }) => text),
      ]),
    ).toEqual([
      ['KA 64', 0.75, ['KA', '64']],
      ['below', 0.25, ['below']],
    ]);
    expect(reading?.pages[0]?.lines[0]?.box).toEqual(polygon);
  });

  it('never throws, whatever JSON a service sends', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (words, lines) => {
        expect(fromAnalyzeResult(response([{ words, lines }]))?.pages).toHaveLength(1);
      }),
    );
  });
});

describe('analyzeProgress', () => {
  const progressOf = (body: unknown) => analyzeProgress(body, 'Document Intelligence', 2000);

  it('goes on while it runs, at the interval that the service asked for', () => {
    expect(progressOf({ status: 'running' })).toEqual({ state: 'running', retryAfterMs: 2000 });
  });

  it('gives a blank page as a page without lines', () => {
    expect(progressOf(response([{ pageNumber: 1 }]))).toMatchObject({ value: { pages: [{ lines: [] }] } });
  });

  it('finds the image’s fault below a vague outer code', () => {
    const error = {
      code: 'InternalServerError',
      message: 'An unexpected error occurred.',
      details: [{ code: 'InvalidContentDimensions', message: 'Out of range.' }],
    };
    expect(progressOf({ status: 'failed', error })).toMatchObject({
      resubmit: false,
      error: { code: 'InvalidContentDimensions' },
    });
  });

  it.each(['failed', 'canceled', 'skipped'])(
    'takes "%s" without a reason for worth another try',
    (status) => {
      expect(progressOf({ status })).toMatchObject({ state: 'failed', resubmit: true });
    },
  );
});
