import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromReadResult } from '../../../src/ocr/read/from-read-result.ts';

const box = [10, 20, 110, 20, 110, 40, 10, 40];
const word = (text: string, confidence?: number) => ({ text, boundingBox: box, confidence });
const response = (readResults: unknown) => ({
  status: 'succeeded',
  analyzeResult: { version: '3.2.0', modelVersion: '2022-04-30', readResults },
});

describe('fromReadResult', () => {
  it('takes pages, lines and words as they are, and rates a line by its words', () => {
    const lines = [
      { boundingBox: box, text: 'KA 64 F', words: [word('KA', 0.9), word('64', 0.5), word('F', 1)] },
    ];
    const reading = fromReadResult(
      response([
        { page: 1, angle: 0.3, width: 640, height: 480, unit: 'pixel', lines },
        { page: 2, angle: 0, width: 8.5, height: 11, unit: 'inch', lines: [] },
      ]),
    );
    expect(reading).toEqual({
      model: '2022-04-30',
      pages: [
        {
          page: 1,
          width: 640,
          height: 480,
          unit: 'pixel',
          lines: [
            {
              text: 'KA 64 F',
              confidence: expect.closeTo(0.8),
              box,
              words: [
                { text: 'KA', confidence: 0.9, box },
                { text: '64', confidence: 0.5, box },
                { text: 'F', confidence: 1, box },
              ],
            },
          ],
        },
        { page: 2, width: 8.5, height: 11, unit: 'inch', lines: [] },
      ],
    });
  });

  it('counts the pages where their numbers are missing', () => {
    const reading = fromReadResult(response([{}, { page: 7 }, {}]));
    expect(reading?.pages.map(({ page }) => page)).toEqual([1, 7, 3]);
  });

  it('finds no reading where there is none', () => {
    for (const nothing of [
      undefined,
      null,
      '<html>',
      {},
      { analyzeResult: null },
      response([null]),
      response('x'),
    ]) {
      expect(fromReadResult(nothing)).toBeNull();
    }
  });

  it('keeps what makes sense of a line that is damaged', () => {
    const lines = [
      { text: 'no words', boundingBox: box },
      { words: [word('from'), word('words')] },
      { text: 'bad box', boundingBox: [1, 2, 'x'], words: null },
      'not a line',
    ];
    const reading = fromReadResult(response([{ lines }]));
    expect(reading?.pages[0]?.lines).toEqual([
      { text: 'no words', confidence: null, box, words: [] },
      {
        text: 'from words',
        confidence: null,
        box,
        words: [
          { text: 'from', confidence: null, box },
          { text: 'words', confidence: null, box },
        ],
      },
      { text: 'bad box', confidence: null, box: [0, 0, 0, 0, 0, 0, 0, 0], words: [] },
    ]);
  });

  it('never throws, whatever JSON a service sends', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (pages, lines) => {
        fromReadResult(response(pages));
        expect(fromReadResult(response([{ lines }]))?.pages).toHaveLength(1);
      }),
    );
  });
});
