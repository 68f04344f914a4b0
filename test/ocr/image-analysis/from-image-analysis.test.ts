import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromImageAnalysis } from '../../../src/ocr/image-analysis/from-image-analysis.ts';

const boundingPolygon = [
  { x: 10, y: 20 },
  { x: 110, y: 20 },
  { x: 110, y: 40 },
  { x: 10, y: 40 },
];
const response = (blocks: unknown) => ({
  modelVersion: '2023-10-01',
  metadata: { width: 640, height: 480 },
  readResult: { blocks },
});

describe('fromImageAnalysis', () => {
  it('takes the lines of all blocks, with corners as eight numbers', () => {
    const words = [{ text: 'KA', boundingPolygon, confidence: 0.75 }];
    const reading = fromImageAnalysis(
      response([
        { lines: [{ text: 'KA', boundingPolygon, words }] },
        { lines: [{ text: '64', boundingPolygon }] },
      ]),
    );
    const box = [10, 20, 110, 20, 110, 40, 10, 40];
    expect(reading).toEqual({
      model: '2023-10-01',
      pages: [
        {
          page: 1,
          width: 640,
          height: 480,
          unit: 'pixel',
          lines: [
            { text: 'KA', confidence: 0.75, box, words: [{ text: 'KA', confidence: 0.75, box }] },
            { text: '64', confidence: null, box, words: [] },
          ],
        },
      ],
    });
  });

  it('gives a blank image as a page without lines, and nothing for no result', () => {
    expect(fromImageAnalysis(response([]))?.pages[0]?.lines).toEqual([]);
    expect(fromImageAnalysis({ modelVersion: 'x' })).toBeNull();
  });

  it('never throws, whatever JSON a service sends', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (blocks) => {
        expect(fromImageAnalysis(response(blocks))).not.toBeNull();
      }),
    );
  });
});
