import type { RowWarning } from '../../contract/row.ts';
import type { Page, Reading } from '../reading.ts';
import { type DecodedPage, decodePage } from './image/decode.ts';
import { findPages } from '../../images/decode/find-pages.ts';
import { FRAMES_NOT_READ, incompleteImage } from '../../images/decode/image-warnings.ts';
import { imageFile } from '../../images/decode/image-file.ts';
import { scaleLine } from './image/scale-line.ts';
import type { PageReader } from './page-reader.ts';
import { readPdf } from './pdf/read-pdf.ts';

/** @throws ItemError when the bytes are not an image; whatever `check` throws */
export async function readImage(reader: PageReader, bytes: Uint8Array, check: () => void): Promise<Reading> {
  const file = imageFile(bytes);
  if (file.format === 'pdf') return readPdf(reader, bytes, check);
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
  const scale = { x: width / raster.width, y: height / raster.height, decimals: 1 };
  return {
    page,
    width,
    height,
    unit: 'pixel',
    lines: lines.map((line) => scaleLine(line, scale)),
  };
}
