import { describe, expect, it } from 'vitest';
import { looksLikePlate, toPredictions } from '../../../src/emulator/convert/to-detection.ts';
import type { Line, Reading } from '../../../src/ocr/reading.ts';

const line = (text: string, box: Line['box']): Line => ({ text, confidence: 0.93, box, words: [] });
const plate = line('B-AB 1234', [50, 40, 150, 40, 150, 60, 50, 60]);
const reading = (...lines: Line[]): Reading => {
  return { model: '', pages: [{ page: 1, width: 200, height: 100, unit: 'pixel', lines }] };
};

describe('detection', () => {
  it.each([
    ['AB12CDE', true],
    ['B-AB 1234', true],
    ['W·12 345 X', true],
    ['ABCDE', false],
    ['12345', false],
    ['A1', false],
    ['ABCDEF123456', false],
    ['ab12cde', false],
    ['Total 12.50', false],
  ])('%s looks like a plate: %s', (text, expected) => {
    expect(looksLikePlate(text)).toBe(expected);
  });

  it('a plate is its box grown a little, in shares of the image', () => {
    const [found] = toPredictions(reading(plate), 'a'.repeat(64));
    expect(found).toEqual({
      probability: 0.93,
      tagId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      tagName: 'plate',
      boundingBox: { left: 0.225, top: 0.35, width: 0.55, height: 0.3 },
      tagType: 'Regular',
    });
  });

  it('a box at the border stays inside the image', () => {
    const [found] = toPredictions(reading(line('AB12CD', [0, 0, 200, 0, 200, 100, 0, 100])), 'ab');
    expect(found?.boundingBox).toEqual({ left: 0, top: 0, width: 1, height: 1 });
  });

  it('boxes of low probability come along, always the same for one image', () => {
    const predictions = toPredictions(reading(line('no plate here', plate.box)), 'c0ffee');
    expect(predictions).toHaveLength(3);
    expect(predictions).toEqual(toPredictions(reading(), 'c0ffee'));
    for (const { probability, boundingBox } of predictions) {
      expect(probability).toBeLessThan(0.1);
      expect(boundingBox.left + boundingBox.width).toBeLessThanOrEqual(1);
    }
  });
});
