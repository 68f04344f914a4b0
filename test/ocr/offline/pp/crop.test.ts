import { describe, expect, it } from 'vitest';
import type { Quad } from '../../../../src/ocr/offline/image/quad.ts';
import { cropLine, LINE_HEIGHT } from '../../../../src/ocr/offline/pp/crop.ts';
import { detectorInput } from '../../../../src/ocr/offline/pp/detector/detector-input.ts';
import { detectorSize } from '../../../../src/ocr/offline/pp/detector/detector-size.ts';

/** Red grows to the right, green downwards, blue is constant. */
function ramp(width: number, height: number): { data: Uint8Array; width: number; height: number } {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data[to++] = x;
      data[to++] = y;
      data[to++] = 100;
    }
  }
  return { data, width, height };
}

function levelQuad(left: number, top: number, right: number, bottom: number): Quad {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}

describe('cropLine', () => {
  it('keeps the aspect at the line height, and gives blue, green, red in -1 to 1', () => {
    const line = cropLine(ramp(200, 100), levelQuad(20, 10, 120, 58));
    expect(line).toMatchObject({ width: 100, paddedWidth: 104 });
    const plane = 104 * LINE_HEIGHT;
    const grey = (value: number): number => value / 127.5 - 1;
    expect(line.input[0]).toBeCloseTo(grey(100));
    expect(line.input[plane]).toBeCloseTo(grey(10));
    expect(line.input[2 * plane]).toBeCloseTo(grey(20));
    expect(line.input[2 * plane + 99]).toBeCloseTo(grey(119));
    expect(line.input[2 * plane + 100]).toBe(0);
  });

  it('follows a quad that stands on its side', () => {
    const [a, b, c, d] = levelQuad(10, 10, 58, 110);
    const line = cropLine(ramp(100, 200), [b, c, d, a]);
    expect(line.width).toBe(100);
    const plane = line.paddedWidth * LINE_HEIGHT;
    // Its own left is the image's top, its own top the image's right.
    expect(line.input[plane]).toBeCloseTo(10 / 127.5 - 1);
    expect(line.input[2 * plane]).toBeCloseTo(57 / 127.5 - 1);
  });

  it('takes the mean when it shrinks', () => {
    const line = cropLine(ramp(200, 200), levelQuad(0, 0, 192, 192));
    expect(line.input[2 * line.paddedWidth * LINE_HEIGHT]).toBeCloseTo(1.5 / 127.5 - 1, 2);
  });

  it('stays inside the image, and survives one pixel', () => {
    const line = cropLine(ramp(1, 1), levelQuad(-5, -5, 6, 6));
    expect(line.width).toBe(48);
    expect(line.input.every((value) => value >= -1 && value <= 1)).toBe(true);
  });

  it('keeps the aspect of long lines too', () => {
    expect(cropLine(ramp(700, 60), levelQuad(0, 0, 600, 48)).width).toBe(600);
  });
});

it('the detector sees small images enlarged, large ones reduced, in steps of 32', () => {
  expect(detectorSize(640, 480)).toEqual({ width: 640, height: 480 });
  expect(detectorSize(1920, 1080)).toEqual({ width: 960, height: 544 });
  expect(detectorSize(150, 40)).toEqual({ width: 608, height: 160 });
  expect(detectorSize(1, 1)).toEqual({ width: 160, height: 160 });
  expect(detectorSize(1920, 1080, 'close')).toEqual({ width: 1280, height: 736 });
  expect(detectorSize(200, 134, 'close')).toEqual({ width: 480, height: 320 });
  expect(detectorSize(25_000, 60)).toEqual({ width: 960, height: 32 });
});

it('the detector input is planar blue, green, red, normalised per channel', () => {
  const input = detectorInput({ data: Uint8Array.of(255, 0, 0), width: 1, height: 1 });
  expect(input[0]).toBeCloseTo(-0.406 / 0.225);
  expect(input[1]).toBeCloseTo(-0.456 / 0.224);
  expect(input[2]).toBeCloseTo((1 - 0.485) / 0.229);
});
