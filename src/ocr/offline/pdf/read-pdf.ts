import type { RowWarning } from '../../../contract/row.ts';
import type { Page, Reading } from '../../reading.ts';
import { scaleLine } from '../image/scale-line.ts';
import type { PageReader } from '../page-reader.ts';
import { openPdf } from './pdf-document.ts';

/** Pages of a document that are read: it has one time limit, as an image has. */
const MOST_PAGES = 50;
/** Corners are given to a ten-thousandth of an inch, as Azure gives them. */
const DECIMALS = 4;

/**
 * Renders the pages of a PDF and reads them, at most 50; boxes are in inches.
 *
 * @throws ItemError when it cannot be opened or rendered; whatever `check` throws
 */
export async function readPdf(reader: PageReader, bytes: Uint8Array, check: () => void): Promise<Reading> {
  const document = await openPdf(bytes);
  try {
    const pages: Page[] = [];
    for (let index = 0; index < Math.min(MOST_PAGES, document.pageCount); index++) {
      check();
      const { raster, width, height } = await document.render(index, reader.limit);
      const lines = await reader.read(raster, check);
      const scale = { x: width / raster.width, y: height / raster.height, decimals: DECIMALS };
      pages.push({
        page: index + 1,
        width: Number(width.toFixed(DECIMALS)),
        height: Number(height.toFixed(DECIMALS)),
        unit: 'inch',
        lines: lines.map((line) => scaleLine(line, scale)),
      });
    }
    const unread = document.pageCount - pages.length;
    return {
      model: reader.model,
      pages,
      ...(unread > 0 && { warnings: [pagesNotRead(document.pageCount)] }),
    };
  } finally {
    document.close();
  }
}

function pagesNotRead(count: number): RowWarning {
  return {
    code: 'pages_not_read',
    message: `The document has ${count} pages, and only the first ${MOST_PAGES} were read. Split it to have all of them read.`,
  };
}
