import type { Bbox, Block, Line as TesseractLine, Worker as TesseractWorker } from 'tesseract.js';
import type { Box } from '../../../contract/row.ts';
import type { Line } from '../../reading.ts';
import { toPng } from '../image/decode.ts';
import type { PageReader } from '../page-reader.ts';
import { recycling } from './recycling.ts';
import { readTurned } from './turned.ts';

export interface TesseractFiles {
  /** The Tesseract code, for example `deu`. */
  readonly code: string;
  /** The folder that holds `<code>.traineddata.gz`. */
  readonly dataFolder: string;
}

/**
 * Maximum pixels of a page: it keeps time and memory modest. Beyond about 100 Mpx the WASM heap is damaged permanently.
 */
const LIMIT = { maxSide: 10_000, maxPixels: 25_000_000 };
/**
 * Upstream reports growing memory and drifting results in workers that read many hundreds of images
 * (naptha/tesseract.js#977).
 */
const IMAGES_PER_WORKER = 200;
const MIN_CONFIDENCE = 30;

export async function openTesseractReader(files: TesseractFiles): Promise<PageReader> {
  const workers = await recycling(() => startWorker(files), IMAGES_PER_WORKER);
  return {
    model: `tesseract-best_int-${files.code}`,
    limit: LIMIT,
    async read(raster, check) {
      if (Math.min(raster.width, raster.height) < 3) return [];
      return readTurned(raster, async (page) => {
        const png = await toPng(page);
        check();
        const { data } = await workers.use((worker) =>
          worker.recognize(png, {}, { blocks: true, text: false }),
        );
        return (data.blocks ?? []).flatMap(linesOf).map(toLine).filter(isText);
      });
    },
    close: () => workers.close(),
  };
}

async function startWorker({ code, dataFolder }: TesseractFiles): Promise<TesseractWorker> {
  const { createWorker, OEM } = (await import('tesseract.js')).default;
  const worker = await createWorker(code, OEM.LSTM_ONLY, {
    langPath: dataFolder,
    gzip: true,
    // By default it writes the language data into the working directory.
    cacheMethod: 'none',
    // Without a handler it throws inside an event listener, which ends the process; the promise rejects either way.
    errorHandler() {},
  });
  // Its warnings about resolutions would appear on our standard error.
  await worker.setParameters({ debug_file: '/dev/null' });
  return worker;
}

function linesOf(block: Block): TesseractLine[] {
  return block.paragraphs.flatMap((paragraph) => paragraph.lines);
}

function toLine(line: TesseractLine): Line {
  return {
    text: line.text.trimEnd(),
    confidence: line.confidence / 100,
    box: toBox(line.bbox),
    words: line.words.map((word) => ({
      text: word.text,
      confidence: word.confidence / 100,
      box: toBox(word.bbox),
    })),
  };
}

function isText(line: Line): boolean {
  return line.text.trim() !== '' && (line.confidence ?? 0) * 100 >= MIN_CONFIDENCE;
}

function toBox({ x0, y0, x1, y1 }: Bbox): Box {
  return [x0, y0, x1, y0, x1, y1, x0, y1];
}
