import type { PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import { ItemError } from '../../../contract/errors.ts';
import { decodingProblem } from '../../../images/decode/image-errors.ts';
import type { Raster } from '../image/raster.ts';
import { decodedSize, type SizeLimit } from '../image/size-plan.ts';
import { withoutAlpha } from '../../../images/decode/without-alpha.ts';

export interface RenderedPage {
  readonly raster: Raster;
  /** Inches. */
  readonly width: number;
  readonly height: number;
}

export interface PdfDocument {
  readonly pageCount: number;
  /**
   * @param page from 0
   * @throws ItemError `corrupt_image` when it cannot be rendered
   */
  render(page: number, limit: SizeLimit): Promise<RenderedPage>;
  close(): void;
}

const POINTS_PER_INCH = 72;
/** Print of 8 points is 22 pixels high: enough for the recogniser. */
const PIXELS_PER_INCH = 200;

let library: Promise<PDFiumLibrary> | null = null;

/** @throws ItemError `corrupt_image` for no PDF, `unsupported_format` for one with a password or without the package that renders it */
export async function openPdf(bytes: Uint8Array): Promise<PdfDocument> {
  const pdfium = await (library ??= loadLibrary());
  const document = await guarded(() => pdfium.loadDocument(bytes));
  const pageCount = document.getPageCount();
  if (pageCount < 1) throw corruptPdf(new Error('it has no pages'));
  return {
    pageCount,
    render: (page, limit) => guarded(() => render(document, page, limit)),
    close() {
      try {
        document.destroy();
      } catch {
        library = null;
      }
    },
  };
}

async function loadLibrary(): Promise<PDFiumLibrary> {
  try {
    const { PDFiumLibrary: Library } = await import('@hyzyla/pdfium');
    return await Library.init();
  } catch (cause) {
    library = null;
    throw new ItemError(
      'unsupported_format',
      'The file is a PDF, and the package that renders it is not installed. Install it with: npm install --ignore-scripts @hyzyla/pdfium@2.1.13; --engine read and document-intelligence take PDFs too.',
      { cause },
    );
  }
}

async function render(document: PDFiumDocument, index: number, limit: SizeLimit): Promise<RenderedPage> {
  const page = document.getPage(index);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const [width, height] = [originalWidth / POINTS_PER_INCH, originalHeight / POINTS_PER_INCH];
  const size = decodedSize(width * PIXELS_PER_INCH, height * PIXELS_PER_INCH, limit);
  const { data } = await page.render({ ...size, scale: 1, render: 'bitmap', renderFormFields: true });
  return { raster: { ...size, data: withoutAlpha(data) }, width, height };
}

/** After an error of the library's own its memory may be damaged: the next document gets a new one. */
async function guarded<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof Error && error.name === 'RuntimeError') library = null;
    throw /password/i.test(decodingProblem(error)) ? encryptedPdf(error) : corruptPdf(error);
  }
}

function encryptedPdf(cause: unknown): ItemError {
  return new ItemError(
    'unsupported_format',
    'The PDF can be opened with a password only. Save it without one and try again.',
    { cause },
  );
}

function corruptPdf(cause: unknown): ItemError {
  return new ItemError(
    'corrupt_image',
    `The PDF cannot be rendered: ${decodingProblem(cause)}. Replace the file and try again.`,
    { cause },
  );
}
