import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ItemError } from '../../../../src/contract/errors.ts';
import type { Raster } from '../../../../src/ocr/offline/image/raster.ts';
import type { PageReader } from '../../../../src/ocr/offline/page-reader.ts';
import { readPdf } from '../../../../src/ocr/offline/pdf/read-pdf.ts';
import { pdfBytes, type PdfKind } from '../../../support/pdf-bytes.ts';

/** Finds one line around all that is dark, and keeps the pages that it was given. */
function darkReader(maxPixels = 16_000_000): PageReader & { readonly rasters: Raster[] } {
  const rasters: Raster[] = [];
  return {
    model: 'dark',
    limit: { maxSide: 4000, maxPixels },
    rasters,
    read: (raster) => {
      rasters.push(raster);
      const { left, top, right, bottom } = darkArea(raster);
      const box = [left, top, right, top, right, bottom, left, bottom] as const;
      const line = { text: 'dark', confidence: 1, box };
      return Promise.resolve(right < 0 ? [] : [{ ...line, words: [line] }]);
    },
    close: () => Promise.resolve(),
  };
}

function darkArea({ data, width }: Raster) {
  let [left, top, right, bottom] = [Infinity, Infinity, -1, -1];
  for (let pixel = 0; pixel * 3 < data.length; pixel++) {
    if (data[pixel * 3]! > 60) continue;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    [left, right, top, bottom] = [
      Math.min(left, x),
      Math.max(right, x),
      Math.min(top, y),
      Math.max(bottom, y),
    ];
  }
  return { left, top, right, bottom };
}

const read = (bytes: Buffer, reader = darkReader()) => readPdf(reader, bytes, () => {});

describe('a PDF', () => {
  it('is read page by page, at 200 pixels per inch, in inches', async () => {
    const reader = darkReader();
    const { pages, warnings } = await read(pdfBytes(['HELLO', '']), reader);
    expect(warnings).toBeUndefined();
    expect(pages).toMatchObject([
      { page: 1, width: 4.1667, height: 1.3889, unit: 'inch' },
      { page: 2, lines: [] },
    ]);
    expect(reader.rasters[0]).toMatchObject({ width: 833, height: 278 });
    const [left, top, , , right, bottom] = pages[0]!.lines[0]!.box;
    // 24 points of Helvetica, from 20 points on: capitals are 17 points high, the word 82 wide.
    expect(left).toBeCloseTo(22 / 72, 1);
    expect(right).toBeCloseTo(100 / 72, 1);
    expect(bottom - top).toBeCloseTo(17 / 72, 1);
  });

  it('is read as it is displayed, turned', async () => {
    const [page] = (await read(pdfBytes(['HELLO'], { rotate: 90 }))).pages;
    expect(page).toMatchObject({ width: 1.3889, height: 4.1667 });
  });

  it.each<[string, PdfKind]>([
    ['huge', { width: 14_400, height: 14_400 }],
    ['a hair wide', { width: 0.001, height: 4000 }],
  ])('with a page that is %s is bounded', async (_name, kind) => {
    const reader = darkReader(1_000_000);
    await read(pdfBytes(['A'], kind), reader);
    const { width, height } = reader.rasters[0]!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(1);
    expect(width * height).toBeLessThanOrEqual(1_010_000);
  });

  it('of a thousand pages is read up to the fiftieth, and says so', async () => {
    const reader = darkReader(10_000);
    const { pages, warnings } = await read(pdfBytes(Array.from({ length: 1000 }, () => 'A')), reader);
    expect(pages.map(({ page }) => page)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(warnings).toMatchObject([
      { code: 'pages_not_read', message: expect.stringContaining('1000 pages') },
    ]);
  });

  it('stops when its result is no longer wanted', async () => {
    const reader = darkReader();
    const check = (): void => {
      if (reader.rasters.length === 2) throw new Error('cancelled');
    };
    await expect(readPdf(reader, pdfBytes(['A', 'B', 'C']), check)).rejects.toThrow('cancelled');
    expect(reader.rasters).toHaveLength(2);
  });
});

describe('a PDF that cannot be read', () => {
  it('has a password', async () => {
    await expect(read(pdfBytes(['A'], { encrypted: true }))).rejects.toMatchObject({
      code: 'unsupported_format',
      message: expect.stringContaining('password'),
    });
  });

  it.each([
    ['is only a signature', Buffer.from('%PDF-1.7\n')],
    ['has no pages', pdfBytes([])],
    ['is something else', Buffer.from(`%PDF-1.7\n${'no objects '.repeat(50)}`)],
  ])('%s', async (_name, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'corrupt_image' });
  });

  it('does no harm to the next, whatever is in it', async () => {
    const whole = pdfBytes(['A', 'B']);
    const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), {
      minLength: 1,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const hostile = Buffer.from(whole);
        for (const [at, value] of changed) hostile[at] = value;
        const outcome: unknown = await read(hostile, darkReader(10_000)).catch((error: unknown) => error);
        expect(outcome instanceof ItemError || (outcome as { model?: string }).model === 'dark').toBe(true);
        expect((await read(whole, darkReader(10_000))).pages).toHaveLength(2);
      }),
      { numRuns: 25 },
    );
  });
});
