import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { neverEnding } from '../../../src/flow/time-scope.ts';
import { fieldsOf, READING_FIELDS } from './support/shape.ts';
import { instantEngine } from '../../emulator/emulated.ts';
import {
  AZURE_ENGINES,
  contentOf,
  emulatedAzure,
  engineFor,
  plainImage,
  textsOf,
} from './support/azure-engines.ts';

const scope = neverEnding();
const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Pages/Count 2>>endobj\n2 0 obj<</Type/Page>>endobj\n3 0 obj<</Type/Page>>endobj\n',
);

async function twoPageTiff(): Promise<Buffer> {
  const page = (background: string) =>
    sharp({ create: { width: 100, height: 60, channels: 3, background } })
      .png()
      .toBuffer();
  return sharp([await page('red'), await page('blue')], { join: { animated: true } })
    .tiff()
    .toBuffer();
}

describe.each(AZURE_ENGINES)('$name over TLS', (subject) => {
  it('reads an image into the shape that every engine gives', async () => {
    const { engine } = engineFor(subject, await emulatedAzure());
    const image = await plainImage('#123456');
    const reading = await engine.read(image, scope);
    expect(reading.pages).toHaveLength(1);
    expect(reading.pages[0]).toMatchObject({ page: 1, width: 120, height: 80, unit: 'pixel' });
    expect(reading.pages[0]?.lines.map(({ text }) => text)).toEqual(await textsOf(image));
    expect(reading.model).toMatch(/\S/);
    expect(fieldsOf(reading)).toEqual(READING_FIELDS);
    expect(reading.pages[0]?.lines[0]?.confidence).toBeCloseTo(0.97);
    expect(reading.pages[0]?.lines[0]?.words.map(({ text }) => text).join(' ')).toBe(
      reading.pages[0]?.lines[0]?.text,
    );
  });

  it('gives a blank image as a page without lines', async () => {
    const page = { page: 1, width: 120, height: 80, unit: 'pixel', lines: [] } as const;
    const { engine } = engineFor(subject, await emulatedAzure({ engine: instantEngine(page) }));
    expect((await engine.read(await plainImage('white'), scope)).pages).toEqual([page]);
  });

  it('gives the item’s own failure for an image that the service rejects', async () => {
    const { engine } = engineFor(subject, await emulatedAzure());
    const tiny = contentOf(
      await sharp({ create: { width: 49, height: 49, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    );
    const code = engine.limits.rejectionCodes?.dimensions;
    await expect(engine.read(tiny, scope)).rejects.toMatchObject({ fault: 'item', code });
    const noImage = contentOf(Buffer.from('no image'));
    const format = engine.limits.rejectionCodes?.format;
    await expect(engine.read(noImage, scope)).rejects.toMatchObject({ fault: 'item', code: format });
  });

  it('rejects a server whose certificate it does not know', async () => {
    const { url } = await emulatedAzure();
    const { engine } = engineFor(subject, { url });
    const read = engine.read(await plainImage('red'), scope);
    await expect(read).rejects.toMatchObject({ fault: 'configuration', code: 'untrusted_certificate' });
  });

  it('can be closed twice, and fails at once after that', async () => {
    const { engine } = engineFor(subject, await emulatedAzure());
    const image = await plainImage('green');
    await engine.read(image, scope);
    await engine.close();
    await expect(engine.close()).resolves.toBeUndefined();
    await expect(engine.read(image, scope)).rejects.toMatchObject({
      fault: 'transient',
      code: 'engine_closed',
    });
  });
});

describe.each(AZURE_ENGINES.filter(({ name }) => name !== 'image-analysis'))('$name', (subject) => {
  it('reads every page of a TIFF and of a PDF', async () => {
    const { engine } = engineFor(subject, await emulatedAzure());
    const tiff = await engine.read(contentOf(await twoPageTiff()), scope);
    expect(tiff.pages.map(({ page, unit }) => [page, unit])).toEqual([
      [1, 'pixel'],
      [2, 'pixel'],
    ]);
    const pdf = await engine.read(contentOf(PDF), scope);
    expect(pdf.pages.map(({ page, unit, lines }) => [page, unit, lines[0]?.text !== undefined])).toEqual([
      [1, 'inch', true],
      [2, 'inch', true],
    ]);
  });

  it('asks for the pages, the language and the model it was told', async () => {
    const { engine } = engineFor(subject, await emulatedAzure(), { pages: ['2'], language: 'de' });
    expect((await engine.read(contentOf(PDF), scope)).pages.map(({ page }) => page)).toEqual([2]);
  });
});
