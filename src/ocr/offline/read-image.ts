import type { Box, RowWarning } from '../../contract/row.ts';
import type { Line, Page, Reading } from '../reading.ts';
import { type DecodedPage, decodePage } from './image/decode.ts';
import { findPages } from '../../images/decode/find-pages.ts';
import { FRAMES_NOT_READ, incompleteImage } from '../../images/decode/image-warnings.ts';
import { imageFile } from '../../images/decode/image-file.ts';
import { tenth } from './image/quad.ts';
import type { PageReader } from './page-reader.ts';

/** @throws ItemError when the bytes are not an image; whatever `check` throws */
export async function readImage(reader: PageReader, bytes: Uint8Array, check: () => void): Promise<Reading> {
  const file = imageFile(bytes);
  const found = await findPages(file);
  const pages: Page[] = [];
  const warnings: RowWarning[] = [];
  for (const [number, index] of found.pages.entries()) {
    check();
    const decoded = await decodePage(file, index, reader.limit);
    check();
    pages.push(await readPage(reader, decoded, number + 1, check));
    if (decoded.damage !== null)
      warnings.push(incompleteImage(decoded.damage, number + 1, found.pages.length));
  }
  if (found.isAnimated) warnings.push(FRAMES_NOT_READ);
  return { model: reader.model, pages, ...(warnings.length > 0 && { warnings }) };
}

async function readPage(
  reader: PageReader,
  { raster, width, height }: DecodedPage,
  page: number,
  check: () => void,
): Promise<Page> {
  const lines = await reader.read(raster, check);
  const scaleX = width / raster.width;
  const scaleY = height / raster.height;
  return {
    page,
    width,
    height,
    unit: 'pixel',
    lines: lines.map((line) => scaleLine(line, scaleX, scaleY)),
  };
}

function scaleLine(line: Line, scaleX: number, scaleY: number): Line {
  const scale = ([a, b, c, d, e, f, g, h]: Box): Box => [
    tenth(a * scaleX),
    tenth(b * scaleY),
    tenth(c * scaleX),
    tenth(d * scaleY),
    tenth(e * scaleX),
    tenth(f * scaleY),
    tenth(g * scaleX),
    tenth(h * scaleY),
  ];
  return {
    ...line,
    box: scale(line.box),
    words: line.words.map((word) => ({ ...word, box: scale(word.box) })),
  };
}
