import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { neverEnding, type TimeScope } from '../../../src/flow/time-scope.ts';
import { inMemory } from '../../../src/images/image-content.ts';
import type { ImageContent, OcrEngine } from '../../../src/ocr/engine.ts';
import type { Detection, Detector } from '../../../src/ocr/plates/detector.ts';
import { withPlateDetection } from '../../../src/ocr/plates/with-plate-detection.ts';

const scope = neverEnding();
const found = (tag: string, probability: number, left: number): Detection => ({
  tag,
  probability,
  left,
  top: 0.5,
  width: 0.1,
  height: 0.1,
});

function detectorOf(detections: readonly Detection[]): Detector & { uploads: Buffer[] } {
  const uploads: Buffer[] = [];
  return {
    model: 'anpr-1',
    uploads,
    detect: ({ bytes }) => {
      uploads.push(bytes);
      return Promise.resolve(detections);
    },
    close: () => Promise.resolve(),
  };
}

/** Reads `crop 1`, `crop 2` … with a box 5 pixels inside the crop, and remembers what it was given. */
function countingEngine(minSide = 50): OcrEngine & { crops: ImageContent[] } {
  const crops: ImageContent[] = [];
  return {
    name: 'counting',
    limits: { formats: ['png'], maxBytes: 1e9, minSide, maxSide: 1e5, maxPixels: 1e9 },
    defaultConcurrency: 3,
    crops,
    read: (image) => {
      const text = `crop ${crops.push(image)}`;
      const line = { text, confidence: 0.5, box: [5, 5, 45, 5, 45, 15, 5, 15] as const };
      const lines = [{ ...line, words: [line] }];
      return Promise.resolve({
        model: '2022-04-30',
        pages: [{ page: 1, width: 1, height: 1, unit: 'pixel', lines }],
      });
    },
    close: () => Promise.resolve(),
  };
}

async function plainImage(width: number, height: number, orientation = 1) {
  const blank = sharp({ create: { width, height, channels: 3, background: 'grey' } });
  const bytes = await blank.withMetadata({ orientation }).jpeg().toBuffer();
  return inMemory({ key: 'car.jpg', bytes, format: 'jpeg', sha256: 'x' });
}

describe('withPlateDetection', () => {
  it('says that an image is not whole', async () => {
    const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
    const speckled = sharp({ create: { width: 400, height: 300, channels: 3, background: 'grey', noise } });
    const bytes = await speckled.jpeg().toBuffer();
    const image = { key: 'car.jpg', bytes, format: 'jpeg', sha256: 'x' } as const;
    const engine = withPlateDetection(countingEngine(), detectorOf([found('plate', 0.9, 0)]));
    const half = await engine.read(inMemory({ ...image, bytes: bytes.subarray(0, bytes.length / 2) }), scope);
    expect(half.warnings).toMatchObject([{ code: 'incomplete_image' }]);
    expect(await engine.read(inMemory(image), scope)).not.toHaveProperty('warnings');
  });

  it('reads each region, plates first, and puts boxes where they lie in the image', async () => {
    const detector = detectorOf([found('car', 0.9, 0), found('plate', 0.6, 0.25), found('plate', 0.8, 0.5)]);
    const engine = countingEngine();
    const reading = await withPlateDetection(engine, detector).read(await plainImage(1000, 800), scope);
    expect(reading.regions?.map(({ tag, probability, text }) => [tag, probability, text])).toEqual([
      ['plate', 0.8, 'crop 1'],
      ['plate', 0.6, 'crop 2'],
      ['car', 0.9, 'crop 3'],
    ]);
    expect(reading.regions?.[0]).toMatchObject({
      box: [500, 400, 600, 400, 600, 480, 500, 480],
      confidence: 0.5,
    });
    expect(reading).toMatchObject({ model: 'anpr-1 + 2022-04-30', pages: [{ width: 1000, height: 800 }] });
    expect(reading.pages[0]?.lines[0]).toMatchObject({
      text: 'crop 1',
      box: [505, 405, 545, 405, 545, 415, 505, 415],
    });
    expect(reading.pages[0]?.lines[0]?.words[0]?.box).toEqual([505, 405, 545, 405, 545, 415, 505, 415]);
  });

  it('says that there was no region', async () => {
    const engine = countingEngine();
    const reading = await withPlateDetection(engine, detectorOf([])).read(await plainImage(300, 200), scope);
    expect(reading).toEqual({
      model: 'anpr-1',
      pages: [{ page: 1, width: 300, height: 200, unit: 'pixel', lines: [] }],
      regions: [],
    });
    expect(engine.crops).toEqual([]);
  });

  it.each([
    [1, 50],
    [50, 50],
    [80, 80],
  ])('gives an engine that reads sides of %d pixels crops of at least %d', async (least, side) => {
    const engine = countingEngine(least);
    await withPlateDetection(engine, detectorOf([found('plate', 1, 0.9)])).read(
      await plainImage(100, 100),
      scope,
    );
    expect(
      await sharp(await engine.crops[0]?.withBytes(async (bytes) => bytes, scope)).metadata(),
    ).toMatchObject({ width: side, height: side });
  });

  it('sends a file as it is where the detector sees it as we do, else an upright copy', async () => {
    const detector = detectorOf([]);
    const engine = withPlateDetection(countingEngine(), detector);
    const [plain, turned] = [await plainImage(300, 200), await plainImage(300, 200, 6)];
    await engine.read(plain, scope);
    const reading = await engine.read(turned, scope);
    expect(detector.uploads[0]).toEqual(plain.bytes);
    expect(await sharp(detector.uploads[1]).metadata()).toMatchObject({
      width: 200,
      height: 300,
      format: 'jpeg',
    });
    expect(reading.pages[0]).toMatchObject({ width: 200, height: 300 });
  });

  it('makes an image smaller that the detector would reject', async () => {
    const detector = detectorOf([]);
    await withPlateDetection(countingEngine(), detector).read(await plainImage(10_500, 60), scope);
    expect(await sharp(detector.uploads[0]).metadata()).toMatchObject({ width: 10_240, format: 'jpeg' });
  });

  it('gives the detector and the engine the time that the image has', async () => {
    const seen: TimeScope[] = [];
    const detector: Detector = {
      ...detectorOf([]),
      detect(_, given) {
        seen.push(given);
        return Promise.resolve([found('plate', 1, 0), found('car', 1, 0.5)]);
      },
    };
    const engine = countingEngine();
    const read: OcrEngine['read'] = (image, given) => {
      seen.push(given);
      return engine.read(image, given);
    };
    const given = { ...neverEnding(), endsAt: 1234 };
    await withPlateDetection({ ...engine, read }, detector).read(await plainImage(300, 200), given);
    expect(seen).toEqual([given, given, given]);
  });

  it('ends at once when it is aborted', async () => {
    const detector = { ...detectorOf([]), detect: () => new Promise<never>(() => {}) };
    const leaving = AbortSignal.abort(new Error('leaving'));
    const reading = withPlateDetection(countingEngine(), detector).read(
      await plainImage(300, 200),
      neverEnding(leaving),
    );
    await expect(reading).rejects.toThrow('leaving');
  });
});
