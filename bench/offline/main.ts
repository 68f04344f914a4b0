import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OfflineModel } from '../../src/config/worker-options.ts';
import { accuracyBySet } from './accuracy.ts';
import { readGroundTruth } from './ground-truth.ts';
import { type EngineResult, readWithRapidOcr, readWithTesseract } from './others.ts';
import { drawPrint } from './print-pages.ts';
import { startReader } from './reader-client.ts';
import { reliability } from './reliability.ts';
import { printReports, type Report } from './report.ts';
import { reportSpeed } from './speed.ts';

const { samples, dispose } = await findSamples(process.argv[2] ?? process.env['OCR_BENCH_IMAGES']);
const paths = samples.map(({ path }) => path);
const results: readonly (readonly [string, EngineResult | null])[] = [
  ['PP-OCRv4', await readWithOurs('v4')],
  ['PP-OCRv6', await readWithOurs('v6')],
  ['RapidOCR', readWithRapidOcr(paths)],
  ['tesseract', readWithTesseract(paths)],
];
printReports(
  results.flatMap(([engine, result]): Report[] =>
    result === null
      ? []
      : [
          {
            engine,
            accuracy: accuracyBySet(samples, result.images),
            reliability: reliability(samples, result.images),
            result,
          },
        ],
  ),
);
if (process.env['OCR_BENCH_SPEED'] === '1') await reportSpeed(paths);
dispose();

/** Drawn print, and the photos and scans of a folder, if one is given. */
async function findSamples(folder: string | undefined) {
  const drawn = mkdtempSync(join(tmpdir(), 'print-'));
  if (folder === undefined) {
    console.error(
      'No folder of images is given, so only drawn print is read: run npm run bench:offline -- FOLDER, or set OCR_BENCH_IMAGES.',
    );
    console.error(
      'FOLDER contains groundtruth.tsv with the columns id, path, set, kind (plate or text), text.',
    );
  }
  return {
    samples: [...(folder === undefined ? [] : readGroundTruth(folder)), ...(await drawPrint(drawn))],
    dispose: () => rmSync(drawn, { recursive: true }),
  };
}

async function readWithOurs(model: OfflineModel): Promise<EngineResult> {
  const reader = await startReader(1, model);
  const result = await reader.read(paths);
  await reader.close();
  return result;
}
