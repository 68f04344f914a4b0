import { accuracyBySet } from './accuracy.ts';
import { readGroundTruth } from './ground-truth.ts';
import { measure } from './measure.ts';
import { reportAccuracy, reportSpeed } from './report.ts';

const ROUNDS = 3;

const folder = process.argv[2] ?? process.env['OCR_BENCH_IMAGES'];
if (folder === undefined) {
  console.error(
    'No folder of images is given: run npm run bench:offline -- FOLDER, or set OCR_BENCH_IMAGES.',
  );
  console.error(
    'FOLDER contains groundtruth.tsv with the columns id, path, set, kind (plate or text), text.',
  );
  process.exitCode = 2;
} else {
  const samples = readGroundTruth(folder);
  const measurement = await measure(samples, ROUNDS);
  const accuracy = reportAccuracy(accuracyBySet(samples, measurement.ours, measurement.native));
  const bounds = [...accuracy, ...reportSpeed(measurement)];
  console.log('');
  for (const { name, met } of bounds) console.log(`${met ? 'met   ' : 'MISSED'}  ${name}`);
  process.exitCode = bounds.every(({ met }) => met) ? 0 : 1;
}
