import type { Box } from '../../contract/row.ts';
import type { Line, Page, Reading } from '../reading.ts';
import { countPages, decodePage } from './image/decode.ts';
import { tenth } from './image/quad.ts';
import type { PageReader } from './page-reader.ts';

/** @throws ItemError when the bytes are not an image; whatever `check` throws */
export async function readImage(reader: PageReader, bytes: Uint8Array, check: () => void): Promise<Reading> {
  const count = await countPages(bytes);
  const pages: Page[] = [];
  for (let index = 0; index < count; index++) {
    check();
    pages.push(await readPage(reader, bytes, index, check));
  }
  return { model: reader.model, pages };
}

async function readPage(
  reader: PageReader,
  bytes: Uint8Array,
  index: number,
  check: () => void,
): Promise<Page> {
  const { raster, width, height } = await decodePage(bytes, index, reader.limit);
  check();
  const lines = await reader.read(raster, check);
  const scaleX = width / raster.width;
  const scaleY = height / raster.height;
  return {
    page: index + 1,
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
