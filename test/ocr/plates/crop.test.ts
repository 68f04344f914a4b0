import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { boxInPixels, cropPng, padded } from '../../../src/ocr/plates/crop.ts';
import { decodeDisplayed } from '../../../src/ocr/plates/displayed-image.ts';
import { numbersFrom } from '../../support/numbers-from.ts';

const size = fc.record({ width: fc.integer({ min: 1, max: 300 }), height: fc.integer({ min: 1, max: 300 }) });
const share = numbersFrom(-0.2, 1.2);
const detection = fc.record({
  tag: fc.constant('plate'),
  probability: fc.constant(1),
  left: share,
  top: share,
  width: share,
  height: share,
});

describe('the area of a crop', () => {
  it('holds the box, has sides of at least 50, and leaves the image only where that is too small', () => {
    fc.assert(
      fc.property(detection, size, (found, image) => {
        const box = boxInPixels(found, image);
        fc.pre(box !== null);
        const area = padded(box, image);
        expect(area.left).toBeLessThanOrEqual(box.left);
        expect(area.top).toBeLessThanOrEqual(box.top);
        expect(area.left + area.width).toBeGreaterThanOrEqual(box.left + box.width);
        expect(area.top + area.height).toBeGreaterThanOrEqual(box.top + box.height);
        expect(Math.min(area.width, area.height)).toBeGreaterThanOrEqual(50);
        expect(image.width < 50 || area.left >= 0).toBe(true);
        expect(image.height < 50 || area.top + area.height <= image.height).toBe(true);
      }),
    );
  });

  it('is the box itself when that is large enough', () => {
    const box = boxInPixels(
      { tag: '', probability: 1, left: 0.25, top: 0.5, width: 0.5, height: 0.25 },
      { width: 400, height: 400 },
    );
    expect(box).toEqual({ left: 100, top: 200, width: 200, height: 100 });
    expect(padded(box!, { width: 400, height: 400 })).toEqual(box);
  });

  it('is nothing for a box outside the image', () => {
    const outside = { tag: '', probability: 1, left: 1.1, top: 0, width: 0.2, height: 1 };
    expect(boxInPixels(outside, { width: 100, height: 100 })).toBeNull();
  });
});

describe('cropPng', () => {
  it.each(['b-w', 'srgb', 'cmyk'] as const)(
    'cuts the right pixels from a %s image, upright',
    async (space) => {
      // White, with a black quarter at its bottom right; stored turned by 90 degrees.
      const upright = await sharp({ create: { width: 200, height: 100, channels: 3, background: 'white' } })
        .composite([
          {
            input: { create: { width: 100, height: 50, channels: 3, background: 'black' } },
            left: 100,
            top: 50,
          },
        ])
        .png()
        .toBuffer();
      const stored = await sharp(upright)
        .rotate(270)
        .toColourspace(space)
        .withMetadata({ orientation: 6 })
        .jpeg({ quality: 100 })
        .toBuffer();
      const displayed = await decodeDisplayed(stored, 1e8);
      expect([displayed.width, displayed.height, displayed.pixels.length]).toEqual([200, 100, 200 * 100 * 3]);
      const dark = await sharp(
        await cropPng(displayed, { left: 110, top: 55, width: 80, height: 40 }),
      ).stats();
      const light = await sharp(await cropPng(displayed, { left: 0, top: 0, width: 90, height: 95 })).stats();
      expect(dark.channels[0]?.mean).toBeLessThan(30);
      expect(light.channels[0]?.mean).toBeGreaterThan(225);
    },
  );

  it('repeats the edge where the image is smaller than the crop', async () => {
    const tiny = await sharp({ create: { width: 20, height: 10, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const area = padded({ left: 0, top: 0, width: 20, height: 10 }, { width: 20, height: 10 });
    const crop = sharp(await cropPng(await decodeDisplayed(tiny, 1e8), area));
    expect(await crop.metadata()).toMatchObject({ width: 50, height: 50, format: 'png' });
    expect((await crop.stats()).channels.map(({ mean }) => mean)).toEqual([255, 0, 0]);
  });

  it('says that an image is corrupt', async () => {
    await expect(decodeDisplayed(Buffer.from('not an image'), 1e8)).rejects.toMatchObject({
      code: 'corrupt_image',
    });
  });
});
